package dev.sluice.chat.anthropic;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.Effort;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.json.JsonReader;

/** Reads what a request says of thinking, which stands in two places. */
final class ThinkingReader {

	private final JsonReader in;

	private final Extras.Gatherer extras;

	private Reasoning.Mode mode = Reasoning.Mode.UNSET;

	private long budget = -1;

	private @Nullable String display;

	private @Nullable Effort effort;

	ThinkingReader(JsonReader in, Extras.Gatherer extras) {
		this.in = in;
		this.extras = extras;
	}

	void effort(Effort effort) {
		this.effort = effort;
	}

	Reasoning reasoning() {
		return new Reasoning(this.mode, this.effort, this.budget, this.display);
	}

	void thinking() {
		int start = this.in.position();
		if (!this.in.object("thinking")) {
			return;
		}
		String type = "";
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "type" -> type = this.in.text("thinking.type");
				case "budget_tokens" -> {
					Long tokens = this.in.integer("thinking.budget_tokens");
					this.budget = (tokens != null) ? tokens : -1;
				}
				case "display" -> this.display = this.in.string("thinking.display");
				default -> this.in.skip();
			}
		}
		switch (type) {
			case "enabled" -> this.mode = Reasoning.Mode.ON;
			case "adaptive" -> this.mode = Reasoning.Mode.ADAPTIVE;
			case "disabled" -> this.mode = Reasoning.Mode.OFF;
			default -> this.extras.keep("thinking", this.in.since(start), Loss.NAMED);
		}
	}

}
