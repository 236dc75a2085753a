package dev.sluice.chat.completions;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.wire.answer.EventBytes;

/** Reads the pieces of a stream. */
final class PieceDecoder implements StreamDecoder {

	private final EventBytes event = new EventBytes();

	private final JsonReader json = new JsonReader(ErrorKind.UPSTREAM_BAD_ANSWER);

	private final Set<Integer> begun = new HashSet<>();

	private final Set<Integer> finished = new HashSet<>();

	private boolean started;

	private boolean over;

	@Override
	public void decode(ByteBuf buffer, Consumer<ChatEvent> out) {
		this.event.load(buffer);
		this.event.readSse();
		this.event.trim(false);
		if (this.event.isEmpty() || this.over) {
			return;
		}
		if (this.event.isDone()) {
			finish(out);
			return;
		}
		try (JsonReader in = this.json.open(this.event.bytes(), this.event.from(), this.event.length())) {
			take(new PieceReader(in).read(), out);
		}
	}

	private void take(PieceReader read, Consumer<ChatEvent> out) {
		if (read.failure() != null) {
			fail(read.failure(), out);
			return;
		}
		if (!this.started) {
			this.started = true;
			out.accept(new ChatEvent.Started(read.id(), read.model(), read.created()));
		}
		for (PieceReader.Piece piece : read.pieces()) {
			piece(piece, out);
		}
		if (read.usage() != Usage.UNKNOWN) {
			out.accept(new ChatEvent.UsageTold(read.usage()));
		}
	}

	private void piece(PieceReader.Piece piece, Consumer<ChatEvent> out) {
		this.begun.add(piece.index());
		if (!piece.text().isEmpty() && !this.over) {
			out.accept(new ChatEvent.TextDelta(piece.index(), piece.text()));
		}
		FinishReason reason = piece.reason();
		if (reason == FinishReason.FAILED) {
			fail(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
					"The provider's model failed in the middle of its answer."), out);
		}
		else if (reason != null && this.finished.add(piece.index())) {
			out.accept(new ChatEvent.Finished(piece.index(), Finish.of(reason)));
		}
	}

	private void finish(Consumer<ChatEvent> out) {
		if (!this.started) {
			this.started = true;
			out.accept(new ChatEvent.Started(null, null, -1));
			this.begun.add(0);
		}
		for (int choice : this.begun) {
			if (this.finished.add(choice)) {
				out.accept(new ChatEvent.Finished(choice, Finish.of(FinishReason.OTHER)));
			}
		}
		this.over = true;
		out.accept(new ChatEvent.Ended());
	}

	private void fail(GatewayException failure, Consumer<ChatEvent> out) {
		if (!this.over) {
			this.over = true;
			out.accept(new ChatEvent.Failed(failure));
		}
	}

	@Override
	public void end(Consumer<ChatEvent> out) {
		if (!this.over && !this.begun.isEmpty() && this.finished.containsAll(this.begun)) {
			this.over = true;
			out.accept(new ChatEvent.Ended());
		}
		else {
			fail(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
					"The provider's stream ended before its answer was complete."), out);
		}
	}

}
