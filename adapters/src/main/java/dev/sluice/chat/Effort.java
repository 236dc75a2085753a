package dev.sluice.chat;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** How hard a model shall think, from not at all to all it can. */
public enum Effort {

	/** Not at all. */
	NONE(0),
	/** Hardly. */
	MINIMAL(1024),
	/** A little. */
	LOW(2048),
	/** As usual. */
	MEDIUM(8192),
	/** Hard. */
	HIGH(16384),
	/** Very hard. */
	XHIGH(24576),
	/** As hard as it can. */
	MAX(32768);

	private final int budget;

	Effort(int budget) {
		this.budget = budget;
	}

	/**
	 * The word on the wire.
	 * @return lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The thinking budget that stands for it where budgets are taken. A convention, not a
	 * vendor's equivalence.
	 * @return tokens
	 */
	public int budget() {
		return this.budget;
	}

	/**
	 * Reads the word on the wire.
	 * @param word such as {@code medium}
	 * @return the effort, or null for an unknown word
	 */
	public static @Nullable Effort of(String word) {
		for (Effort effort : values()) {
			if (effort.word().equals(word)) {
				return effort;
			}
		}
		return null;
	}

	/**
	 * The effort that a thinking budget stands for.
	 * @param budget tokens
	 * @return the highest whose own budget it reaches
	 */
	public static Effort ofBudget(long budget) {
		return (budget <= 0) ? NONE : (budget <= 4096) ? LOW : (budget <= 12288) ? MEDIUM : HIGH;
	}

}
