package dev.sluice.stage;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

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
import dev.sluice.call.Permission;

import static org.assertj.core.api.Assertions.assertThat;

class StageFilterTests {

	private final AtomicInteger closed = new AtomicInteger();

	private final AtomicInteger passed = new AtomicInteger();

	private final GatewayFilterChain chain = exchange -> Mono.fromRunnable(this.passed::incrementAndGet);

	private record CountedAdmission(Caller caller, AtomicInteger closed) implements Admission {

		@Override
		public Mono<Hold> hold(ClientCall call, Intent intent) {
			return Mono.just(Hold.NOTHING);
		}

		@Override
		public void close() {
			this.closed.incrementAndGet();
		}

	}

	@Test
	void theTicketIsThereUntilTheExchangeEnds() {
		MockServerWebExchange exchange = exchange("ai://auto", call());
		StepVerifier.create(admit(exchange, inner -> {
			assertThat(Admissions.find(inner)).isNotNull();
			assertThat(this.closed).hasValue(0);
			return Mono.empty();
		})).verifyComplete();
		assertThat(this.closed).hasValue(1);
		assertThat(Admissions.find(exchange)).isNull();
	}

	@Test
	void theTicketIsClosedOnceOnErrorAndOnCancel() {
		StepVerifier.create(admit(exchange("ai://auto", call()), inner -> Mono.error(new IllegalStateException())))
			.verifyError(IllegalStateException.class);
		assertThat(this.closed).hasValue(1);
		admit(exchange("ai://auto", call()), inner -> Mono.never()).subscribe().dispose();
		assertThat(this.closed).hasValue(2);
	}

	@Test
	void aTicketThatComesTooLateIsClosed() {
		MockServerWebExchange exchange = exchange("ai://auto", call());
		Admissions.close(exchange);
		Admissions.attach(exchange, new CountedAdmission(call().caller(), this.closed));
		assertThat(this.closed).hasValue(1);
		assertThat(Admissions.find(exchange)).isNull();
	}

	@Test
	void aRefusedCallGoesNowhere() {
		AdmissionCheck refusing = (exchange, call) -> {
			throw new GatewayException(ErrorKind.FORBIDDEN, "no");
		};
		StepVerifier
			.create(new AdmitStageFilter(List.of(refusing), new UnlimitedAdmitter())
				.filter(exchange("ai://auto", call()), this.chain))
			.verifyErrorMatches(ex -> ((GatewayException) ex).kind() == ErrorKind.FORBIDDEN);
		assertThat(this.passed).hasValue(0);
	}

	@Test
	void otherRoutesDoNotNotice() {
		MockServerWebExchange exchange = exchange("http://localhost", null);
		StepVerifier.create(admit(exchange, this.chain)).verifyComplete();
		assertThat(this.passed).hasValue(1);
		assertThat(Admissions.find(exchange)).isNull();
		assertThat(this.closed).hasValue(0);
	}

	@Test
	void anAiRouteWithoutACallIsNotFound() {
		StepVerifier.create(admit(exchange("ai://auto", null), this.chain))
			.verifyErrorMatches(ex -> ((GatewayException) ex).kind() == ErrorKind.NOT_FOUND);
	}

	@Test
	void shapersRunOneAfterAnother() {
		MockServerWebExchange exchange = exchange("ai://auto", call());
		StepVerifier.create(new ShapeStageFilter(List.of(append("a"), append("b"))).filter(exchange, this.chain))
			.verifyComplete();
		assertThat(ClientCall.of(exchange).envelope().model()).isEqualTo("mab");
	}

	private static CallShaper append(String text) {
		return (exchange, call) -> Mono
			.just(call.with(call.envelope().fromPath(call.envelope().model() + text, false), call.body()));
	}

	@Test
	void theFirstReadyReplyIsTaken() {
		ReadyReply reply = new ReadyReply(200, new HttpHeaders(), Mono.empty());
		ReplySource none = (exchange, call) -> Mono.empty();
		MockServerWebExchange exchange = exchange("ai://auto", call());
		StepVerifier.create(new ReuseStageFilter(List.of(none, (inner, call) -> Mono.just(reply), none))
			.filter(exchange, this.chain)).verifyComplete();
		assertThat(ReadyReply.find(exchange)).isSameAs(reply);
		assertThat(ServerWebExchangeUtils.isAlreadyRouted(exchange)).isTrue();
		assertThat(this.passed).hasValue(1);
	}

	@Test
	void withoutAReplyTheCallGoesOn() {
		MockServerWebExchange exchange = exchange("ai://auto", call());
		StepVerifier.create(new ReuseStageFilter(List.of((inner, call) -> Mono.empty())).filter(exchange, this.chain))
			.verifyComplete();
		assertThat(ServerWebExchangeUtils.isAlreadyRouted(exchange)).isFalse();
		assertThat(this.passed).hasValue(1);
	}

	private Mono<Void> admit(ServerWebExchange exchange, GatewayFilterChain rest) {
		Admitter admitter = (inner, call) -> Mono.just(new CountedAdmission(call.caller(), this.closed));
		return new AdmissionClosingFilter().filter(exchange,
				inner -> new AdmitStageFilter(List.of(), admitter).filter(inner, rest));
	}

	private static ClientCall call() {
		return new ClientCall("req_1", Dialect.OPENAI_CHAT, Envelope.NONE.fromPath("m", false), CallBody.NONE,
				new Caller("acme", "k", Set.of(Permission.WRITE), null, Set.of()), new HttpHeaders(), "/", null, 0,
				new DecisionNotes());
	}

	private static MockServerWebExchange exchange(String uri, @Nullable ClientCall call) {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/").build());
		exchange.getAttributes()
			.put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR,
					Route.async().id("r").uri(uri).predicate(ignored -> true).build());
		if (call != null) {
			call.attachTo(exchange.getAttributes());
		}
		return exchange;
	}

}
