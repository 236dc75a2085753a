package dev.sluice.chat.gemini;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.Effort;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.json.JsonReader;

/** Reads what a request says of thinking. Used once. */
final class ThinkingReader {

	private static final String WHERE = Words.CONFIG + "thinkingConfig";

	private final JsonReader in;

	private @Nullable Boolean shown;

	private @Nullable Long budget;

	private @Nullable Effort effort;

	ThinkingReader(JsonReader in) {
		this.in = in;
	}

	Reasoning read() {
		if (!this.in.object(WHERE)) {
			return Reasoning.UNSET;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (Words.camel(name)) {
				case "includeThoughts" -> this.shown = this.in.bool(WHERE + ".includeThoughts");
				case "thinkingBudget" -> this.budget = this.in.integer(WHERE + ".thinkingBudget");
				case "thinkingLevel" -> this.effort = effort(this.in.string(WHERE + ".thinkingLevel"));
				default -> this.in.skip();
			}
		}
		if (this.budget != null && this.effort != null) {
			throw this.in.wrong(WHERE,
					"Fields 'thinkingBudget' and 'thinkingLevel' exclude each other. Leave one of them out.");
		}
		return reasoning();
	}

	private static @Nullable Effort effort(@Nullable String level) {
		return (level != null) ? Effort.of(level.toLowerCase(Locale.ROOT)) : null;
	}

	private Reasoning reasoning() {
		String display = (this.shown == null) ? null : this.shown ? "auto" : "omitted";
		Reasoning.Mode mode = Reasoning.Mode.UNSET;
		long tokens = -1;
		if (this.budget != null) {
			tokens = Math.max(this.budget, -1);
			mode = (this.budget == 0) ? Reasoning.Mode.OFF
					: (this.budget < 0) ? Reasoning.Mode.ADAPTIVE : Reasoning.Mode.ON;
		}
		return new Reasoning(mode, this.effort, tokens, display);
	}

}
