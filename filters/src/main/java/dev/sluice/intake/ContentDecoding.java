package dev.sluice.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.JoinedBody;

/** Undoes the compression of a client's body, never beyond the bounds of plain bodies. */
enum ContentDecoding {

	/** RFC 1952. */
	GZIP {

		@Override
		InputStream open(JoinedBody body) throws IOException {
			return new GZIPInputStream(input(body), STEP);
		}

	},
	/** RFC 1950, or bare RFC 1951 as some clients send under this name. */
	DEFLATE {

		@Override
		InputStream open(JoinedBody body) {
			return new InflaterInputStream(input(body), new Inflater(!hasZlibHeader(body)), STEP) {

				@Override
				public void close() throws IOException {
					super.close();
					this.inf.end();
				}

			};
		}

	};

	// What is this small cannot keep an event loop for more than a few milliseconds.
	private static final int INLINE = 4 * 1024;

	private static final int STEP = 8 * 1024;

	/** The decoding that a header asks for, or null when there is nothing to undo. */
	static @Nullable ContentDecoding of(@Nullable String contentEncoding) {
		if (contentEncoding == null) {
			return null;
		}
		return switch (contentEncoding.strip().toLowerCase(Locale.ROOT)) {
			case "", "identity" -> null;
			case "gzip", "x-gzip" -> GZIP;
			case "deflate" -> DEFLATE;
			default -> throw new GatewayException(ErrorKind.UNSUPPORTED_MEDIA_TYPE,
					"This content-encoding is not taken. Use gzip or deflate, or send the body as it is.");
		};
	}

	Mono<JoinedBody> decode(JoinedBody body, int limit, JoinedBytes.Permit permit) {
		Mono<JoinedBody> decoded = Mono.fromCallable(() -> read(body, limit, permit));
		return (body.length() <= INLINE) ? decoded : decoded.subscribeOn(Schedulers.parallel());
	}

	abstract InputStream open(JoinedBody body) throws IOException;

	private JoinedBody read(JoinedBody body, int limit, JoinedBytes.Permit permit) {
		try (InputStream in = open(body)) {
			return read(in, limit, permit);
		}
		catch (IOException ex) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The body is not what its content-encoding says. Check how it is compressed.")
				.causedBy(ex);
		}
	}

	private static JoinedBody read(InputStream in, int limit, JoinedBytes.Permit permit) throws IOException {
		byte[] bytes = {};
		int count = 0;
		while (true) {
			if (count == bytes.length) {
				int size = (int) Math.min(limit + 1L, Math.max(STEP, 2L * bytes.length));
				if (!permit.grow(size - bytes.length)) {
					throw BodyJoin.overloaded();
				}
				bytes = Arrays.copyOf(bytes, size);
			}
			int read = in.read(bytes, count, bytes.length - count);
			if (read < 0) {
				return new JoinedBody(bytes, count);
			}
			count += read;
			if (count > limit) {
				throw BodyJoin.tooLarge(limit);
			}
		}
	}

	private static InputStream input(JoinedBody body) {
		return new ByteArrayInputStream(body.array(), 0, (int) body.length());
	}

	private static boolean hasZlibHeader(JoinedBody body) {
		byte[] bytes = body.array();
		return body.length() >= 2 && (bytes[0] & 0x0f) == 8 && (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0;
	}

}
