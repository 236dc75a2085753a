package dev.sluice.capability;

import java.util.EnumSet;
import java.util.Set;

import dev.sluice.catalog.Quirk;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.Effort;

/** What a provider's quirks mean for requests that are written for it. */
final class QuirkAbilities {

	private static final Ability[] NOTHING = {};

	private QuirkAbilities() {
	}

	static Capabilities without(Capabilities capabilities, Set<Quirk> quirks) {
		Capabilities left = capabilities;
		for (Quirk quirk : quirks) {
			left = left.without(lost(quirk)).with(gained(quirk));
		}
		return quirks.contains(Quirk.THREE_EFFORTS)
				? left.withEfforts(EnumSet.of(Effort.NONE, Effort.LOW, Effort.HIGH, Effort.MAX)) : left;
	}

	private static Ability[] lost(Quirk quirk) {
		return switch (quirk) {
			case NO_STREAM_OPTIONS -> abilities(Ability.USAGE_IN_STREAM);
			case MAX_TOKENS_ONLY -> abilities(Ability.MAX_COMPLETION_TOKENS);
			case NO_PENALTIES -> abilities(Ability.PENALTIES);
			case NO_LOGPROBS -> abilities(Ability.LOGPROBS);
			case NO_STRICT_TOOLS -> abilities(Ability.STRICT_TOOLS);
			case FIXED_SAMPLING -> abilities(Ability.SAMPLING, Ability.PENALTIES);
			case KNOWN_FIELDS_ONLY -> abilities(Ability.USER, Ability.LOGPROBS);
			case TOOL_CHOICE_AUTO_ONLY, NO_REQUIRED_TOOL_CHOICE -> abilities(Ability.FORCED_TOOLS);
			case NO_USER_AFTER_TOOL -> abilities(Ability.USER_AFTER_TOOL);
			case NO_MESSAGE_NAMES, RANDOM_SEED, NINE_CHARACTER_TOOL_IDS, TOOL_STREAM, THREE_EFFORTS, THINKING_OBJECT,
					ENABLE_THINKING, THINK_TAGS, PREFILL_BY_PREFIX, PREFILL_BY_PARTIAL, STREAM_ONLY ->
				NOTHING;
		};
	}

	private static Ability[] gained(Quirk quirk) {
		return switch (quirk) {
			case THINK_TAGS -> abilities(Ability.THINK_TAGS);
			case PREFILL_BY_PREFIX -> abilities(Ability.PREFIX_MARK);
			case PREFILL_BY_PARTIAL -> abilities(Ability.PARTIAL_MARK);
			case STREAM_ONLY -> abilities(Ability.STREAM_ONLY);
			default -> NOTHING;
		};
	}

	private static Ability[] abilities(Ability... abilities) {
		return abilities;
	}

}
