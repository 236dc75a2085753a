package dev.sluice.chat;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * How tokens are drawn; null is not said.
 *
 * @param temperature 0 to 2
 * @param topP 0 to 1
 * @param topK how many candidates
 * @param frequencyPenalty -2 to 2
 * @param presencePenalty -2 to 2
 * @param seed what makes draws repeatable
 */
public record Sampling(@Nullable BigDecimal temperature, @Nullable BigDecimal topP, @Nullable Long topK,
		@Nullable BigDecimal frequencyPenalty, @Nullable BigDecimal presencePenalty, @Nullable Long seed) {

	/** Nothing said. */
	public static final Sampling UNSET = new Sampling(null, null, null, null, null, null);

}
