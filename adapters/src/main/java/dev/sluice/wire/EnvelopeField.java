package dev.sluice.wire;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;

/** The top-level members that the gateway decides by, and who writes them. */
enum EnvelopeField {

	MODEL(family(DialectFamily.OPENAI, DialectFamily.ANTHROPIC, DialectFamily.OLLAMA), "model"),
	STREAM(family(DialectFamily.OPENAI, DialectFamily.ANTHROPIC, DialectFamily.OLLAMA), "stream"),
	TOOLS(family(DialectFamily.values()), "tools"), FUNCTIONS(family(DialectFamily.OPENAI), "functions"),
	MAX_TOKENS(family(DialectFamily.OPENAI, DialectFamily.ANTHROPIC), "max_tokens"),
	MAX_COMPLETION_TOKENS(family(DialectFamily.OPENAI), "max_completion_tokens"),
	MAX_OUTPUT_TOKENS(EnumSet.of(Dialect.OPENAI_RESPONSES), "max_output_tokens"),
	STREAM_OPTIONS(family(DialectFamily.OPENAI), "stream_options"), CHOICES(family(DialectFamily.OPENAI), "n"),
	USER(family(DialectFamily.OPENAI), "user"), METADATA(family(DialectFamily.ANTHROPIC), "metadata"),
	THINKING(family(DialectFamily.OPENAI, DialectFamily.ANTHROPIC), "thinking"),
	REASONING(family(DialectFamily.OPENAI), "reasoning"), OPTIONS(family(DialectFamily.OLLAMA), "options"),
	GENERATION_CONFIG(family(DialectFamily.GEMINI), "generationConfig", "generation_config"),
	SERVICE_TIER(family(DialectFamily.OPENAI, DialectFamily.ANTHROPIC), "service_tier"),
	SIZE(EnumSet.of(Dialect.OPENAI_IMAGES), "size"), QUALITY(EnumSet.of(Dialect.OPENAI_IMAGES), "quality"),
	PROVIDER(family(DialectFamily.values()), "provider"),
	PROVIDER_PREFERENCE(family(DialectFamily.values()), "provider_preference"),
	COST_OPTIMIZATION(family(DialectFamily.values()), "cost_optimization"),
	TASK_DECOMPOSITION(family(DialectFamily.values()), "enable_task_decomposition"),
	PARALLEL_EXECUTION(family(DialectFamily.values()), "parallel_execution"),
	CACHE_BYPASS(family(DialectFamily.values()), "cache_bypass");

	private static final Map<Dialect, Map<String, EnvelopeField>> BY_NAME = byName();

	private final Set<Dialect> dialects;

	private final String[] names;

	EnvelopeField(Set<Dialect> dialects, String... names) {
		this.dialects = dialects;
		this.names = names;
	}

	int bit() {
		return 1 << ordinal();
	}

	static Map<String, EnvelopeField> of(Dialect dialect) {
		return BY_NAME.getOrDefault(dialect, Map.of());
	}

	private static Set<Dialect> family(DialectFamily... families) {
		Set<DialectFamily> wanted = Set.of(families);
		Set<Dialect> dialects = EnumSet.noneOf(Dialect.class);
		Arrays.stream(Dialect.values()).filter((dialect) -> wanted.contains(dialect.family())).forEach(dialects::add);
		return dialects;
	}

	private static Map<Dialect, Map<String, EnvelopeField>> byName() {
		Map<Dialect, Map<String, EnvelopeField>> all = new EnumMap<>(Dialect.class);
		for (EnvelopeField field : values()) {
			for (Dialect dialect : field.dialects) {
				Map<String, EnvelopeField> fields = all.computeIfAbsent(dialect, (key) -> new HashMap<>());
				Arrays.stream(field.names).forEach((name) -> fields.put(name, field));
			}
		}
		return all;
	}

}
