package dev.sluice.wire.answer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** The numbers that providers report, by the names that they give them. */
enum UsageField {

	INPUT("prompt_tokens", "input_tokens", "promptTokenCount", "prompt_eval_count"),
	OUTPUT("completion_tokens", "output_tokens", "candidatesTokenCount", "eval_count"),
	TOTAL("total_tokens", "totalTokenCount"), TOOL_INPUT("toolUsePromptTokenCount"),
	CACHE_READ("cached_tokens", "prompt_cache_hit_tokens", "cachedContentTokenCount", "cache_read_input_tokens"),
	CACHE_WRITE("cache_write_tokens", "cache_creation_input_tokens"), CACHE_WRITE_5M("ephemeral_5m_input_tokens"),
	CACHE_WRITE_1H("ephemeral_1h_input_tokens"), REASONING("reasoning_tokens", "thoughtsTokenCount", "thinking_tokens"),
	WEB_SEARCHES("web_search_requests", "num_search_queries", "num_sources_used"), IMAGES, AUDIO_INPUT, AUDIO_OUTPUT,
	IMAGE_INPUT, IMAGE_OUTPUT, CACHED_AUDIO, CACHED_IMAGE;

	private static final Map<String, UsageField> BY_NAME = byName();

	private final String[] names;

	UsageField(String... names) {
		this.names = names;
	}

	static @Nullable UsageField of(String name) {
		return BY_NAME.get(name);
	}

	private static Map<String, UsageField> byName() {
		Map<String, UsageField> fields = new HashMap<>();
		for (UsageField field : values()) {
			Arrays.stream(field.names).forEach((name) -> fields.put(name, field));
		}
		return Map.copyOf(fields);
	}

	/** Which total a group of details explains. */
	enum Side {

		INPUT(AUDIO_INPUT, IMAGE_INPUT), OUTPUT(AUDIO_OUTPUT, IMAGE_OUTPUT), CACHED(CACHED_AUDIO, CACHED_IMAGE);

		private final UsageField audio;

		private final UsageField image;

		Side(UsageField audio, UsageField image) {
			this.audio = audio;
			this.image = image;
		}

		/**
		 * The side that a member of details belongs to, or null when its name tells none.
		 */
		static @Nullable Side of(String details) {
			if (details.startsWith("cache")) {
				return CACHED;
			}
			if (details.startsWith("prompt") || details.startsWith("input")) {
				return INPUT;
			}
			boolean output = details.startsWith("completion") || details.startsWith("output")
					|| details.startsWith("candidates");
			return output ? OUTPUT : null;
		}

		/**
		 * What a medium is called on this side, or null for text and what is not priced
		 * apart.
		 */
		@Nullable UsageField medium(String name) {
			return switch (name) {
				case "audio_tokens", "AUDIO" -> this.audio;
				case "image_tokens", "IMAGE" -> this.image;
				default -> null;
			};
		}

	}

}
