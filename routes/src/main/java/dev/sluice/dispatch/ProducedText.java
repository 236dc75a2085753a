package dev.sluice.dispatch;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Outcome;
import dev.sluice.call.Outcome.End;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.tokens.TokenCounter;
import dev.sluice.tokens.TokenEstimates;
import dev.sluice.wire.OutputText;

/**
 * What the stream of one attempt has produced, in case that its provider never tells how
 * many tokens that was.
 *
 * @param dialect what the provider speaks
 * @param text the text so far
 */
record ProducedText(Dialect dialect, OutputText text) {

	/**
	 * Whether counting can tell more than the provider did. What was produced unseen
	 * cannot be counted.
	 */
	boolean completes(Outcome outcome) {
		return this.text.length() > 0 && (!outcome.usage().known() || isFirstWord(outcome));
	}

	// Anthropic's streams begin with a count of output that only their end corrects.
	private boolean isFirstWord(Outcome outcome) {
		return outcome.end() != End.COMPLETE && this.dialect.family() == DialectFamily.ANTHROPIC;
	}

	/** The outcome with its tokens counted; itself when they cannot be. Never fails. */
	Mono<Outcome> counted(TokenCounter counter, ClientCall call, @Nullable String model, Outcome outcome) {
		return counter.count(model, this.text)
			.map((tokens) -> with(outcome, call, tokens))
			.onErrorReturn(outcome)
			.defaultIfEmpty(outcome);
	}

	private static Outcome with(Outcome outcome, ClientCall call, long tokens) {
		Usage told = outcome.usage();
		Usage usage = told
			.with(UsageKind.INPUT, (told.input() >= 0) ? told.input() : TokenEstimates.inputGuess(call, -1))
			.with(UsageKind.OUTPUT, Math.max(told.output(), tokens))
			.asEstimated();
		return new Outcome(outcome.end(), outcome.reason(), outcome.status(), usage, outcome.servedModel());
	}

}
