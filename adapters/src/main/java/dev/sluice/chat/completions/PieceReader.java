package dev.sluice.chat.completions;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.Extras;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.Loss;
import dev.sluice.chat.ProviderFailure;
import dev.sluice.chat.json.JsonReader;

/** Reads an answer, or a piece of a stream, which have the same shape. */
final class PieceReader {

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_COMPLETIONS);

	private final List<Piece> pieces = new ArrayList<>(1);

	private @Nullable String id;

	private @Nullable String model;

	private long created = -1;

	private Usage usage = Usage.UNKNOWN;

	private @Nullable GatewayException failure;

	PieceReader(JsonReader in) {
		this.in = in;
	}

	PieceReader read() {
		if (this.in.start().isObject()) {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				if (!this.in.isNull()) {
					member(name);
				}
			}
		}
		return this;
	}

	private void member(String name) {
		switch (name) {
			case "id" -> this.id = this.in.string(name);
			case "model" -> this.model = this.in.string(name);
			case "created" -> this.created = this.in.count();
			case "object" -> this.in.skip();
			case "usage" -> this.usage = CompletionUsage.read(this.in);
			case "error" -> this.failure = ProviderFailure.read(this.in);
			case "choices" -> {
				if (this.in.array(name)) {
					while (this.in.nextElement()) {
						if (this.in.object(name)) {
							this.pieces.add(piece(this.pieces.size()));
						}
					}
				}
			}
			default -> this.extras.keep(name, this.in.raw(), Loss.QUIET);
		}
	}

	private Piece piece(int position) {
		long index = position;
		String text = "";
		FinishReason reason = null;
		Extras.Gatherer more = new Extras.Gatherer(Dialect.OPENAI_COMPLETIONS);
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			switch (name) {
				case "index" -> index = Math.min(Math.max(this.in.count(), 0), 127);
				case "text" -> text = this.in.text(name);
				case "finish_reason" ->
					reason = this.in.text(name).isEmpty() ? null : FinishWords.read(this.in.text(name));
				default -> more.keep(name, this.in.raw(), Loss.QUIET);
			}
		}
		return new Piece((int) index, text, reason, more.gathered());
	}

	List<Piece> pieces() {
		return this.pieces;
	}

	@Nullable String id() {
		return this.id;
	}

	@Nullable String model() {
		return this.model;
	}

	long created() {
		return this.created;
	}

	Usage usage() {
		return this.usage;
	}

	Extras extras() {
		return this.extras.gathered();
	}

	@Nullable GatewayException failure() {
		return this.failure;
	}

	/**
	 * Some text of one of the answers.
	 *
	 * @param index which answer
	 * @param text the text, possibly empty
	 * @param reason why it ended, or null when it goes on
	 * @param extras what has no neutral meaning
	 */
	record Piece(int index, String text, @Nullable FinishReason reason, Extras extras) {
	}

}
