package dev.sluice.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.sluice.call.Dialect;

/** A recorded stream of {@code src/test/resources/fixtures}. */
public record StreamFixture(Dialect dialect, String name, byte[] bytes) {

	/** The fixtures of all dialects, as {@code dialect/file}. */
	public static final List<String> ALL = List.of("openai-chat/text.sse", "openai-chat/tools.sse",
			"openai-chat/azure.sse", "openai-chat/error-first.sse", "openai-chat/error-midway.sse",
			"openai-completions/text.sse", "openai-responses/text.sse", "openai-responses/failed.sse",
			"anthropic-messages/text.sse", "anthropic-messages/thinking-tool.sse", "anthropic-messages/overloaded.sse",
			"gemini-generate/text.sse", "gemini-generate/blocked.sse", "gemini-generate/text.json",
			"gemini-generate/error.json", "ollama-chat/text.ndjson", "ollama-chat/error.ndjson",
			"openai-images/partial.sse", "openai-speech/speech.sse", "openai-transcriptions/text.sse");

	/**
	 * Loads a fixture.
	 * @param path one of {@link #ALL}
	 * @return the fixture
	 */
	public static StreamFixture load(String path) {
		String[] parts = path.split("/");
		Dialect dialect = Dialect.byId(parts[0]);
		try (InputStream in = StreamFixture.class.getResourceAsStream("/fixtures/" + path)) {
			if (in == null || dialect == null) {
				throw new IllegalArgumentException("no fixture " + path);
			}
			return new StreamFixture(dialect, parts[1], in.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The content type that goes with the file's name.
	 */
	public String contentType() {
		return this.name.endsWith(".sse") ? "text/event-stream"
				: this.name.endsWith(".json") ? "application/json" : "application/x-ndjson";
	}

	/**
	 * The same stream with other line ends.
	 */
	public StreamFixture withLineEnds(String end) {
		String text = new String(this.bytes, StandardCharsets.UTF_8).replace("\r\n", "\n").replace("\n", end);
		return new StreamFixture(this.dialect, this.name, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * The events, as the framer tells them apart when the bytes arrive in pieces.
	 * @param size the pieces' size
	 */
	public List<byte[]> eventsInPiecesOf(int size) {
		List<ByteBuf> pieces = new ArrayList<>();
		for (int at = 0; at < this.bytes.length; at += size) {
			pieces.add(Unpooled.wrappedBuffer(this.bytes, at, Math.min(size, this.bytes.length - at)));
		}
		return events(pieces);
	}

	/**
	 * The events, as the framer tells them apart when the bytes are cut once.
	 * @param position where
	 */
	public List<byte[]> eventsCutAt(int position) {
		return events(List.of(Unpooled.wrappedBuffer(this.bytes, 0, position),
				Unpooled.wrappedBuffer(this.bytes, position, this.bytes.length - position)));
	}

	private List<byte[]> events(List<ByteBuf> pieces) {
		EventFramer framer = java.util.Objects.requireNonNull(EventFramers.forReply(this.dialect, contentType()));
		List<byte[]> events = new ArrayList<>();
		java.io.ByteArrayOutputStream pending = new java.io.ByteArrayOutputStream();
		for (ByteBuf piece : pieces) {
			int from = piece.readerIndex();
			int end;
			while ((end = framer.nextEnd(piece, from)) >= 0) {
				append(pending, piece, from, end);
				events.add(pending.toByteArray());
				pending.reset();
				from = end;
			}
			append(pending, piece, from, piece.writerIndex());
		}
		if (pending.size() > 0) {
			events.add(pending.toByteArray());
		}
		return events;
	}

	private static void append(java.io.ByteArrayOutputStream out, ByteBuf buffer, int from, int to) {
		byte[] bytes = new byte[to - from];
		buffer.getBytes(from, bytes);
		out.writeBytes(bytes);
	}

}
