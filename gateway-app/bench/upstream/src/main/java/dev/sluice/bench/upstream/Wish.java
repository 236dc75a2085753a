package dev.sluice.bench.upstream;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;

/**
 * What one request asks for, read from its address, the first kilobyte of its body and
 * its size: a stream, or about as many bytes as it brought.
 */
final class Wish {

	private static final int LARGE_REQUEST = 8 * 1024;

	private static final int LOOKED_AT = 1024;

	private final boolean largeByName;

	private final boolean anthropic;

	private final StringBuilder opening = new StringBuilder(LOOKED_AT);

	private long size;

	Wish(HttpRequest request) {
		this.largeByName = request.uri().contains("20k");
		this.anthropic = request.uri().startsWith("/v1/messages");
	}

	void body(ByteBuf part) {
		this.size += part.readableBytes();
		int wanted = Math.min(LOOKED_AT - this.opening.length(), part.readableBytes());
		if (wanted > 0) {
			this.opening.append(part.toString(part.readerIndex(), wanted, StandardCharsets.ISO_8859_1));
		}
	}

	boolean anthropic() {
		return this.anthropic;
	}

	boolean stream() {
		return has("\"stream\":true");
	}

	boolean usage() {
		return has("\"include_usage\":true");
	}

	boolean large() {
		return this.largeByName || this.size > LARGE_REQUEST || has("20k\"");
	}

	private boolean has(String text) {
		return this.opening.indexOf(text) >= 0;
	}

}
