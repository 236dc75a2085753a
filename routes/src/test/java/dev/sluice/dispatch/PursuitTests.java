package dev.sluice.dispatch;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import dev.sluice.call.Admission;
import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.call.Target;
import dev.sluice.dispatch.AttemptTrailTests.HoldLog;
import dev.sluice.resolve.AiUri;
import dev.sluice.translate.TranslationPolicy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which attempts a call makes, each with a hold of its own. */
class PursuitTests {

	private static final Caller CALLER = new Caller("t", "k", Set.of(), null, Set.of());

	private static final GatewayException BROKE = new GatewayException(ErrorKind.BUDGET_EXHAUSTED, "broke");

	private final Map<String, Deque<RuntimeException>> failures = new HashMap<>();

	private final List<String> asked = new ArrayList<>();

	private final List<HoldLog> holds = new ArrayList<>();

	private final Set<String> tooDear = new java.util.HashSet<>();

	private List<String> substitutes = List.of();

	private Runnable whileHolding = () -> {
	};

	private long received = System.nanoTime();

	private DecisionNotes notes = new DecisionNotes();

	@Test
	void theFirstTargetThatAnswersIsTheAnswer() {
		fail("a", failure("down", false, null));
		assertThat(pursue("a", "b", "c").target().provider()).isEqualTo("b");
		assertThat(this.asked).containsExactly("hold a 1", "send a 1", "hold b 2", "send b 2");
		assertThat(this.notes.details(0, "dispatch", "down")).singleElement().asString().contains("attempt 1 to ");
	}

	@Test
	void anAttemptThatCannotBeMadeGivesItsHoldBack() {
		fail("a", new IllegalStateException("no adapter"));
		assertThatThrownBy(() -> pursue("a", "b")).hasMessage("no adapter");
		assertThat(this.holds).extracting((hold) -> hold.released).containsExactly(1);
	}

	@Test
	void aCallThatLeavesWhileItsHoldIsMadeGivesItBack() {
		Sinks.Empty<Void> left = Sinks.empty();
		this.whileHolding = left::tryEmitEmpty;
		assertThat(pursuit("a").next().takeUntilOther(left.asMono()).block(Duration.ofSeconds(5))).isNull();
		assertThat(this.asked).containsExactly("hold a 1");
		assertThat(this.holds).extracting((hold) -> hold.released).containsExactly(1);
	}

	@Test
	void aCallThatCannotBeSaidToOneIsSaidToTheNext() {
		fail("a", new CrossingRefused(new GatewayException(ErrorKind.INVALID_REQUEST, "no pictures")));
		assertThat(pursue("a", "b").target().provider()).isEqualTo("b");
		assertThat(this.holds).extracting((hold) -> hold.released).containsExactly(1, 0);
		fail("x", new CrossingRefused(new GatewayException(ErrorKind.INVALID_REQUEST, "no tools")));
		fail("y", new CrossingRefused(new GatewayException(ErrorKind.INVALID_REQUEST, "no sound")));
		assertThatThrownBy(() -> pursue("x", "y")).hasMessage("no tools");
		assertThat(this.notes.details(0, "translate", "refused")).hasSize(2).first().asString().contains("no tools");
		assertThat(this.asked).as("it was no attempt").contains("hold a 1", "hold b 1", "hold x 1", "hold y 1");
	}

	@Test
	void whatIsTooDearAtOneIsTriedAtTheNext() {
		this.tooDear.add("a");
		assertThat(pursue("a", "b").target().provider()).isEqualTo("b");
		assertThat(this.asked).as("no attempt was made at a").containsExactly("hold a 1", "hold b 1", "send b 1");
	}

	@Test
	void whereMoneySufficesForNoneTheSubstitutesAreTriedOnce() {
		this.tooDear.addAll(List.of("a", "s"));
		this.substitutes = List.of("s", "t");
		assertThat(pursue("a").target().provider()).isEqualTo("t");
		this.asked.clear();
		this.tooDear.add("t");
		assertThatThrownBy(() -> pursue("a")).isSameAs(BROKE);
		assertThat(this.asked).containsExactly("hold a 1", "hold s 1", "hold t 1");
		assertThat(this.notes.details(0, "budget", "refused")).hasSize(3).first().asString().contains("a/m", "broke");
	}

	@Test
	void withoutAShortageNoSubstituteIsTried() {
		this.substitutes = List.of("s");
		fail("a", failure("down", false, null));
		assertThatThrownBy(() -> pursue("a")).hasMessage("down");
		assertThat(this.asked).doesNotContain("hold s 2");
	}

	@Test
	void noMoreAttemptsAreMadeThanTheRouteAllows() {
		for (String target : List.of("a", "b", "c", "d")) {
			fail(target, failure("down", false, null));
		}
		assertThatThrownBy(() -> pursue("a", "b", "c", "d")).hasMessage("down It was the last of 3 attempts.");
		assertThat(this.asked).doesNotContain("hold d 4");
	}

	@Test
	void aConnectionThatWasDeadIsRepeatedOnceAtTheSameTarget() {
		fail("a", failure("closed", true, null));
		assertThat(pursue("a", "b").target().provider()).isEqualTo("a");
		fail("a", failure("closed", true, null));
		fail("a", failure("closed", true, null));
		assertThat(pursue("a", "b").target().provider()).isEqualTo("b");
		fail("a", failure("refused", true, null));
		assertThat(pursue("a", "b").target().provider()).isEqualTo("b");
		fail("a", failure("closed", false, null));
		assertThat(pursue("a", "b").target().provider()).isEqualTo("b");
	}

	@Test
	void afterTheDeadlineNoFurtherAttemptIsMade() {
		this.received = System.nanoTime() - Duration.ofHours(1).toNanos();
		assertThat(pursue("a").target().provider()).as("the first is").isEqualTo("a");
		fail("a", failure("down", false, null));
		assertThatThrownBy(() -> pursue("a", "b")).hasMessage("down");
	}

	@Test
	void theProvidersOwnWordsGoBack() {
		Reply words = reply(target("a"));
		fail("a", failure("status-429", false, words));
		assertThat(pursue("a")).isSameAs(words);
	}

	@Test
	void withoutATargetThereIsNoAnswer() {
		assertThatThrownBy(() -> pursue()).isInstanceOf(IllegalStateException.class);
	}

	private void fail(String target, RuntimeException failure) {
		this.failures.computeIfAbsent(target, (none) -> new ArrayDeque<>()).add(failure);
	}

	private static AttemptFailure failure(String reason, boolean nothingSent, @Nullable Reply answer) {
		return new AttemptFailure(ErrorKind.UPSTREAM_BAD_ANSWER, reason, reason, nothingSent, answer);
	}

	private Reply pursue(String... targets) {
		return pursuit(targets).next().block(Duration.ofSeconds(5));
	}

	private Pursuit pursuit(String... targets) {
		this.notes = new DecisionNotes();
		ClientCall call = new ClientCall("req_1", Dialect.OPENAI_CHAT, Envelope.NONE.fromPath("m", true), CallBody.NONE,
				CALLER, new HttpHeaders(), "/", null, this.received, this.notes);
		RoutePlan plan = new RoutePlan("r", AiUri.parse(URI.create("ai://auto")), Clocks.DEFAULT, 3, "priority");
		return new Pursuit(new Fixed(), call, plan, new Ticket(), targets(List.of(targets)), null,
				TranslationPolicy.DEFAULT);
	}

	private static List<Target> targets(List<String> names) {
		return names.stream().map(PursuitTests::target).toList();
	}

	private static Target target(String name) {
		return new Target(name, "m", "local", null, "rule");
	}

	private static Reply reply(Target target) {
		return new Reply(200, new DefaultHttpHeaders(), Mono.empty(), false, target, 1, -1, -1, List.of(), () -> {
		});
	}

	/** Answers as the test wants. */
	private final class Fixed extends Dispatcher {

		Fixed() {
			super(null, Map.of(), null);
		}

		@Override
		List<Target> substitutes(ClientCall call, List<String> models) {
			return targets(models);
		}

		@Override
		Mono<Reply> attempt(ClientCall call, RoutePlan plan, Target target, int number, Hold hold,
				@Nullable EventLoop loop, TranslationPolicy policy) {
			PursuitTests.this.asked.add("send " + target.provider() + " " + number);
			Deque<RuntimeException> failing = PursuitTests.this.failures.get(target.provider());
			if (failing == null || failing.isEmpty()) {
				return Mono.just(reply(target));
			}
			RuntimeException failure = failing.remove();
			if (failure instanceof AttemptFailure) {
				return Mono.error(failure);
			}
			throw failure;
		}

	}

	private final class Ticket implements Admission {

		@Override
		public Caller caller() {
			return CALLER;
		}

		@Override
		public Mono<Hold> hold(ClientCall call, Intent intent) {
			PursuitTests.this.asked.add("hold " + intent.target().provider() + " " + intent.number());
			if (PursuitTests.this.tooDear.contains(intent.target().provider())) {
				return Mono.error(PursuitTests.this.asked.size() == 1 ? BROKE
						: new GatewayException(ErrorKind.BUDGET_EXHAUSTED, "broke too"));
			}
			return Mono.defer(() -> {
				HoldLog hold = new HoldLog();
				PursuitTests.this.holds.add(hold);
				PursuitTests.this.whileHolding.run();
				return Mono.just(hold);
			});
		}

		@Override
		public List<String> substitutes() {
			return PursuitTests.this.substitutes;
		}

		@Override
		public void close() {
		}

	}

}
