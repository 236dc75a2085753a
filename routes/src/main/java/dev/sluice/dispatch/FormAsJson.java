package dev.sluice.dispatch;

import java.util.List;
import java.util.Locale;

import io.netty.buffer.ByteBuf;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.EnvelopeScanner;
import dev.sluice.wire.JoinedBody;
import dev.sluice.wire.multipart.FormFields;

/**
 * The upload of a picture as the JSON call that means the same, which can be translated.
 *
 * @param limit the largest upload in bytes
 */
record FormAsJson(int limit) {

	/** Whether a call has to be written anew before it can be translated. */
	static boolean concerns(ClientCall call) {
		String type = call.headers().getFirst("content-type");
		return call.dialect() == Dialect.OPENAI_IMAGE_EDITS && type != null
				&& type.toLowerCase(Locale.ROOT).startsWith("multipart/");
	}

	/** The same call in JSON, or an error of a {@link GatewayException}. */
	Mono<ClientCall> read(ClientCall call) {
		if (call.body().length() > this.limit) {
			return Mono.error(new GatewayException(ErrorKind.BODY_TOO_LARGE, "Pictures of more than " + this.limit
					+ " bytes cannot be translated for the chosen model's provider."));
		}
		byte[] form = new byte[(int) call.body().length()];
		return Flux.from(call.body().content(List.of()))
			.reduce(0, (at, piece) -> at + copied(piece, form, at))
			.map((length) -> json(call, form));
	}

	private static int copied(ByteBuf piece, byte[] form, int at) {
		try {
			int length = piece.readableBytes();
			piece.getBytes(piece.readerIndex(), form, at, length);
			return length;
		}
		finally {
			piece.release();
		}
	}

	private static ClientCall json(ClientCall call, byte[] form) {
		byte[] json = FormFields.toJson(call.headers().getFirst("content-type"), form);
		Envelope envelope = EnvelopeScanner.scan(call.dialect(), json, json.length);
		return call.with(envelope, new JoinedBody(json, json.length));
	}

}
