package dev.sluice.tokens;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.wire.OutputText;

/**
 * Counts the tokens of text that a stream produced before it could tell its usage, and of
 * requests that no provider counts.
 */
@FunctionalInterface
public interface TokenCounter {

	/**
	 * Counts tokens, away from the caller's thread. Never fails: when too much waits to
	 * be counted, or counting goes wrong, the number is guessed from the length.
	 * @param model the model that produced the text, or null
	 * @param text what a stream that has ended produced
	 * @return the tokens
	 */
	Mono<Long> count(@Nullable String model, OutputText text);

	/**
	 * Counts the tokens of a request's text, away from the caller's thread. Never fails,
	 * as above.
	 * @param model the model that is to read the text, or null
	 * @param text what it would read
	 * @return the tokens
	 */
	default Mono<Long> countInput(@Nullable String model, String text) {
		return Mono.just(TokenEstimates.guess(text.length()));
	}

}
