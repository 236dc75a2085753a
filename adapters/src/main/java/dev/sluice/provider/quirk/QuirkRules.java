package dev.sluice.provider.quirk;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.catalog.Quirk;
import dev.sluice.wire.MemberChange;
import dev.sluice.wire.MemberRules;

/** What each quirk changes in an OpenAI chat request. */
final class QuirkRules {

	/** What Mistral documents; every other field is answered with 422. */
	private static final Set<String> MISTRAL = Set.of("model", "messages", "temperature", "top_p", "max_tokens",
			"max_completion_tokens", "stream", "stop", "seed", "random_seed", "response_format", "tools", "tool_choice",
			"presence_penalty", "frequency_penalty", "n", "prediction", "parallel_tool_calls", "prompt_mode",
			"reasoning_effort", "safe_prompt");

	private static final MemberRules.Rule CUT = (text) -> MemberChange.CUT;

	private QuirkRules() {
	}

	static MemberRules of(Set<Quirk> quirks) {
		MemberRules rules = new MemberRules();
		quirks.stream().sorted().forEach((quirk) -> add(rules, quirk));
		return rules;
	}

	private static void add(MemberRules rules, Quirk quirk) {
		switch (quirk) {
			case NO_STREAM_OPTIONS -> rules.add("stream_options", CUT);
			case MAX_TOKENS_ONLY -> rules.add("max_completion_tokens", (text) -> MemberChange.name("max_tokens"));
			case NO_PENALTIES -> cut(rules, "frequency_penalty", "presence_penalty");
			case NO_LOGPROBS -> cut(rules, "logprobs", "top_logprobs", "logit_bias");
			case NO_MESSAGE_NAMES -> cut(rules, "messages[].name");
			case NO_STRICT_TOOLS -> cut(rules, "tools[].function.strict");
			case FIXED_SAMPLING -> cut(rules, "temperature", "top_p", "frequency_penalty", "presence_penalty");
			case KNOWN_FIELDS_ONLY -> rules.only(MISTRAL);
			case RANDOM_SEED -> rules.add("seed", (text) -> MemberChange.name("random_seed"));
			case TOOL_CHOICE_AUTO_ONLY -> rules.add("tool_choice", QuirkRules::autoOnly);
			case NO_REQUIRED_TOOL_CHOICE ->
				rules.add("tool_choice", (text) -> "required".equals(text) ? MemberChange.CUT : MemberChange.KEEP);
			case NINE_CHARACTER_TOOL_IDS -> {
				rules.add("messages[].tool_call_id", QuirkRules::nine);
				rules.add("messages[].tool_calls[].id", QuirkRules::nine);
			}
			case THREE_EFFORTS -> rules.add("reasoning_effort", QuirkRules::threeEfforts);
			case THINKING_OBJECT -> rules.add("reasoning_effort", (text) -> "none".equals(text)
					? MemberChange.member("thinking", "{\"type\":\"disabled\"}") : MemberChange.KEEP);
			case ENABLE_THINKING -> rules.add("reasoning_effort",
					(text) -> MemberChange.member("enable_thinking", Boolean.toString(!"none".equals(text))));
			case TOOL_STREAM -> {
				// Inserted, not changed.
			}
			case THINK_TAGS, PREFILL_BY_PREFIX, PREFILL_BY_PARTIAL, STREAM_ONLY, NO_USER_AFTER_TOOL -> {
				// Made up for where a call is translated.
			}
		}
	}

	private static void cut(MemberRules rules, String... paths) {
		List.of(paths).forEach((path) -> rules.add(path, CUT));
	}

	/** A model that must not call tools must not see them either. */
	private static MemberChange autoOnly(@Nullable String text) {
		if ("auto".equals(text)) {
			return MemberChange.KEEP;
		}
		return "none".equals(text) ? MemberChange.cutWith("tools") : MemberChange.CUT;
	}

	private static MemberChange threeEfforts(@Nullable String text) {
		if (text == null) {
			return MemberChange.KEEP;
		}
		return switch (text) {
			case "minimal" -> MemberChange.value("\"low\"");
			case "medium", "xhigh" -> MemberChange.value("\"high\"");
			default -> MemberChange.KEEP;
		};
	}

	private static MemberChange nine(@Nullable String text) {
		return (text == null || NineCharacters.fits(text)) ? MemberChange.KEEP
				: MemberChange.value("\"" + NineCharacters.of(text) + "\"");
	}

}
