package dev.sluice.strategy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.springframework.http.HttpHeaders;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Target;

import static org.assertj.core.api.Assertions.assertThat;

/** What every routing strategy must do. Extend it in the test of a strategy. */
public abstract class RoutingStrategyContract {

	/**
	 * The strategy under test, new for each case.
	 * @return the strategy
	 */
	protected abstract RoutingStrategy strategy();

	/**
	 * Candidates that differ in provider.
	 * @param count how many
	 * @return the candidates, in the order of the configuration
	 */
	protected static List<Target> candidates(int count) {
		return IntStream.range(0, count)
			.mapToObj((index) -> new Target("provider-" + index, "model", "official", null, "contract"))
			.toList();
	}

	/**
	 * A plain chat call.
	 * @return the call
	 */
	protected static ClientCall call() {
		Caller caller = new Caller(Caller.DEFAULT_TENANT, "contract", Set.of(), null, Set.of());
		return new ClientCall("r1", Dialect.OPENAI_CHAT, Envelope.NONE, CallBody.NONE, caller, new HttpHeaders(),
				"/v1/chat/completions", null, 0, new DecisionNotes());
	}

	@Test
	void isNamedInKebabCase() {
		assertThat(strategy().name()).matches("[a-z][a-z0-9]*(-[a-z0-9]+)*");
	}

	@Test
	void returnsAllCandidatesAndNothingElse() {
		RoutingStrategy strategy = strategy();
		for (int count = 1; count <= 5; count++) {
			assertThat(strategy.order(call(), candidates(count)))
				.containsExactlyInAnyOrderElementsOf(candidates(count));
		}
	}

	@Test
	void leavesTheGivenListAlone() {
		// An immutable list throws when it is sorted in place.
		assertThat(strategy().order(call(), List.copyOf(candidates(3)))).hasSize(3);
	}

	@Test
	void takesTheSameCandidatesAgainAndAgain() {
		RoutingStrategy strategy = strategy();
		IntStream.range(0, 100).forEach((round) -> assertThat(strategy.order(call(), candidates(3))).hasSize(3));
	}

}
