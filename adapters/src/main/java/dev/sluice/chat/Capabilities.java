package dev.sluice.chat;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

import dev.sluice.call.Dialect;

/**
 * What one model takes and refuses: data, kept in files and never in code.
 *
 * @param abilities what it takes
 * @param efforts the efforts it takes; another is replaced by the nearest
 * @param maxTemperature the highest temperature; higher ones are lowered to it
 * @param maxStops how many stop texts it takes
 * @param minBudget the smallest thinking budget
 */
public record Capabilities(Set<Ability> abilities, Set<Effort> efforts, BigDecimal maxTemperature, int maxStops,
		int minBudget) {

	private static final BigDecimal TWO = BigDecimal.valueOf(2);

	/** Copies the sets. */
	public Capabilities {
		abilities = Set.copyOf(abilities);
		efforts = Set.copyOf(efforts);
	}

	/**
	 * Whether it takes something.
	 * @param ability what
	 * @return false when it would refuse the call
	 */
	public boolean can(Ability ability) {
		return this.abilities.contains(ability);
	}

	/**
	 * The same with more.
	 * @param more what it takes too
	 * @return a copy
	 */
	public Capabilities with(Ability... more) {
		EnumSet<Ability> all = EnumSet.noneOf(Ability.class);
		all.addAll(this.abilities);
		all.addAll(Set.of(more));
		return withAbilities(all);
	}

	/**
	 * The same with less.
	 * @param less what it refuses
	 * @return a copy
	 */
	public Capabilities without(Ability... less) {
		EnumSet<Ability> all = EnumSet.noneOf(Ability.class);
		all.addAll(this.abilities);
		all.removeAll(Set.of(less));
		return withAbilities(all);
	}

	/**
	 * The same with other efforts.
	 * @param efforts those it takes
	 * @return a copy
	 */
	public Capabilities withEfforts(Collection<Effort> efforts) {
		return new Capabilities(this.abilities, Set.copyOf(efforts), this.maxTemperature, this.maxStops,
				this.minBudget);
	}

	/**
	 * The effort to send for one that is wished.
	 * @param wished any
	 * @return itself, or the nearest that the model takes; itself when it takes none
	 */
	public Effort nearest(Effort wished) {
		Effort best = wished;
		int distance = Integer.MAX_VALUE;
		for (Effort effort : Effort.values()) {
			int away = Math.abs(effort.ordinal() - wished.ordinal());
			// No thinking is not the neighbour of a little thinking.
			boolean near = (effort == Effort.NONE) == (wished == Effort.NONE) || this.efforts.size() == 1;
			if (this.efforts.contains(effort) && near && away < distance) {
				best = effort;
				distance = away;
			}
		}
		return best;
	}

	private Capabilities withAbilities(Set<Ability> all) {
		return new Capabilities(all, this.efforts, this.maxTemperature, this.maxStops, this.minBudget);
	}

	/**
	 * What the newest models of a dialect's own vendor take.
	 * @param dialect the dialect
	 * @return the starting point for the entries of a capability file
	 */
	public static Capabilities of(Dialect dialect) {
		return switch (dialect.family()) {
			case OPENAI -> openAi();
			case ANTHROPIC -> anthropic();
			case GEMINI -> gemini();
			case OLLAMA -> ollama();
		};
	}

	private static Capabilities openAi() {
		Set<Ability> refused = EnumSet.of(Ability.PREFILL, Ability.REASONING_CONTENT, Ability.REASONING_DETAILS,
				Ability.CACHE_MARKS, Ability.THINKING_BUDGET, Ability.THINKING_ADAPTIVE, Ability.TOOL_RESULT_IMAGES,
				Ability.SEALED_CALLS, Ability.THINK_TAGS, Ability.THOUGHTS_FIRST, Ability.PREFIX_MARK,
				Ability.PARTIAL_MARK, Ability.STREAM_ONLY);
		return new Capabilities(EnumSet.complementOf(EnumSet.copyOf(refused)), EnumSet.allOf(Effort.class), TWO, 4, 0);
	}

	private static Capabilities anthropic() {
		Set<Ability> taken = EnumSet.of(Ability.SAMPLING, Ability.STOP, Ability.TOOLS, Ability.FORCED_TOOLS,
				Ability.TOOLS_WITH_THINKING, Ability.PARALLEL_SWITCH, Ability.STRICT_TOOLS, Ability.JSON_SCHEMA,
				Ability.THINKING, Ability.THINKING_OFF, Ability.THINKING_ADAPTIVE, Ability.CACHE_MARKS, Ability.IMAGES,
				Ability.IMAGE_URLS, Ability.DOCUMENTS, Ability.TOOL_RESULT_IMAGES, Ability.USER);
		return new Capabilities(taken, EnumSet.range(Effort.LOW, Effort.MAX), BigDecimal.ONE, Integer.MAX_VALUE, 1024);
	}

	private static Capabilities gemini() {
		Set<Ability> taken = EnumSet.of(Ability.SAMPLING, Ability.PENALTIES, Ability.SEED, Ability.STOP,
				Ability.CHOICES, Ability.LOGPROBS, Ability.TOOLS, Ability.FORCED_TOOLS,
				Ability.FORCED_TOOLS_WITH_THINKING, Ability.TOOLS_WITH_THINKING, Ability.JSON_SCHEMA,
				Ability.PLAIN_SCHEMA, Ability.JSON_OBJECT, Ability.THINKING, Ability.SEALED_CALLS, Ability.IMAGES,
				Ability.DOCUMENTS, Ability.AUDIO, Ability.TOOL_RESULT_IMAGES);
		return new Capabilities(taken, EnumSet.range(Effort.MINIMAL, Effort.HIGH), TWO, 5, 0);
	}

	private static Capabilities ollama() {
		Set<Ability> taken = EnumSet.of(Ability.PREFILL, Ability.SAMPLING, Ability.PENALTIES, Ability.SEED,
				Ability.STOP, Ability.LOGPROBS, Ability.TOOLS, Ability.TOOLS_WITH_THINKING, Ability.JSON_SCHEMA,
				Ability.JSON_OBJECT, Ability.THINKING, Ability.THINKING_OFF, Ability.REASONING_CONTENT,
				Ability.SYSTEM_MIDWAY, Ability.IMAGES);
		return new Capabilities(taken, EnumSet.of(Effort.NONE, Effort.LOW, Effort.MEDIUM, Effort.HIGH), TWO,
				Integer.MAX_VALUE, 0);
	}

}
