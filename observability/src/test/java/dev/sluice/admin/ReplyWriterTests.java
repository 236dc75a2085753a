package dev.sluice.admin;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.http.codec.ServerSentEvent;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyWriterTests {

	private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/x"));

	@Test
	void keepsAStreamOpenWithCommentsAndEndsItWithItsSource() {
		Sinks.Many<ServerSentEvent<Object>> source = Sinks.many().unicast().onBackpressureBuffer();
		StepVerifier.withVirtualTime(() -> write(source.asFlux()))
			.thenAwait(Duration.ofSeconds(31))
			.then(() -> source
				.tryEmitNext(ServerSentEvent.<Object>builder(Map.of("a", "b\\nc")).event("e").id("7").build()))
			.then(source::tryEmitComplete)
			.verifyComplete();
		assertThat(this.exchange.getResponse().getBodyAsString().block())
			.isEqualTo(": alive\n\n".repeat(3) + "id: 7\nevent: e\ndata: {\"a\":\"b\\\\nc\"}\n\n");
		assertThat(this.exchange.getResponse().getHeaders().getFirst("Content-Type")).isEqualTo("text/event-stream");
	}

	@Test
	void endsAStreamAfterAnHour() {
		StepVerifier.withVirtualTime(() -> write(Flux.never())).thenAwait(Duration.ofMinutes(61)).verifyComplete();
	}

	@Test
	void anErrorBeforeTheFirstEventLeavesTheAnswerOpen() {
		StepVerifier.create(write(Flux.error(new IllegalStateException("full")))).verifyErrorMessage("full");
		assertThat(this.exchange.getResponse().isCommitted()).isFalse();
	}

	private Mono<Void> write(Flux<ServerSentEvent<Object>> events) {
		return new ReplyWriter(Duration.ofSeconds(15)).write(this.exchange, AdminReply.events(events), "id");
	}

}
