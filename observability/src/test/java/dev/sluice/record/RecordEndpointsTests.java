package dev.sluice.record;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.codec.ServerSentEvent;

import dev.sluice.admin.AdminServer;
import dev.sluice.call.CallerResolver;

import static org.assertj.core.api.Assertions.assertThat;

class RecordEndpointsTests {

	private static final String RECORDS = "/admin/api/v1/records";

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	@TempDir
	Path home;

	private AdminServer server;

	@BeforeEach
	void start() {
		this.server = new AdminServer(this.home, Identity.class);
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void showsWhatACallCameTo() {
		publish("r1", "acme");
		this.server.client("reader")
			.get()
			.uri(RECORDS)
			.exchange()
			.expectBody()
			.json("""
					{"data":[{"request_id":"r1","attempt":1,"last":true,"tenant":"acme","caller":"key-1","route":"chat",
					"provider":"openai","model":"gpt-4o","status":200,"end":"COMPLETE","total_ms":345,
					"first_content_ms":12,"started_at":"2026-11-20T10:00:00Z","usage":{"input":7,"output":5},
					"notes":[{"stage":"resolve","decision":"rule","detail":"gpt-4*"}]}]}""")
			.jsonPath("$.next_cursor")
			.doesNotExist();
	}

	@Test
	void aTenantSeesItsOwnCallsAndAnAdminAll() {
		publish("a1", "acme");
		publish("g1", "globex");
		publish("nobody", null);
		publish("a2", "acme");
		assertThat(ids("reader", RECORDS)).containsExactly("a2", "a1");
		assertThat(ids("other", RECORDS)).containsExactly("g1");
		assertThat(ids("admin", RECORDS)).containsExactly("a2", "nobody", "g1", "a1");
	}

	@Test
	void pagesHoldStillWhileNewCallsArriveAndACursorOfAnAdminShowsATenantNothingMore() {
		for (int i = 0; i < 5; i++) {
			publish("a" + i, "acme");
			publish("g" + i, "globex");
		}
		Body first = body("reader", RECORDS + "?limit=2");
		publish("late", "acme");
		Body second = body("reader", RECORDS + "?limit=2&cursor=" + first.next_cursor());
		Body third = body("reader", RECORDS + "?limit=2&cursor=" + second.next_cursor());
		assertThat(List.of(first.ids(), second.ids(), third.ids()))
			.isEqualTo(List.of(List.of("a4", "a3"), List.of("a2", "a1"), List.of("a0")));
		assertThat(third.next_cursor()).isNull();
		String foreign = body("admin", RECORDS + "?limit=1").next_cursor();
		assertThat(ids("other", RECORDS + "?cursor=" + foreign)).containsExactly("g4", "g3", "g2", "g1", "g0");
	}

	@Test
	void theFeedTellsEventsAsTheyHappen() {
		StepVerifier.create(feed().filter((event) -> event.event() != null)).then(this::awaitWatcher).then(() -> {
			publish("r1", "acme");
			this.server.bean(EventPublisher.class)
				.publish(new GatewayEvent.RoutesChanged(Instant.EPOCH, false, List.of("chat"), List.of("a.yaml:3")));
		}).assertNext((event) -> {
			assertThat(event.event()).isEqualTo("call-finished");
			assertThat(event.data()).contains("\"request_id\":\"r1\"").contains("\"tenant\":\"acme\"");
		}).assertNext((event) -> {
			assertThat(event.event()).isEqualTo("routes-refused");
			assertThat(event.data()).contains("a.yaml:3");
		}).thenCancel().verify(PATIENCE);
	}

	@Test
	void theFeedEndsWhenTheGatewayStops() {
		StepVerifier.create(feed().filter((event) -> event.event() != null))
			.then(this::awaitWatcher)
			.then(() -> this.server.bean(EventPublisher.class).stop())
			.expectComplete()
			.verify(PATIENCE);
	}

	@Test
	void aReaderThatLeavesFreesItsPlace() throws Exception {
		EventPublisher events = this.server.bean(EventPublisher.class);
		assertThat(this.server.status("GET /admin/api/v1/events HTTP/1.1\r\nHost: x\r\nx-api-key: admin\r\n\r\n"))
			.isEqualTo("HTTP/1.1 200 OK");
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (events.watched() && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(events.watched()).isFalse();
	}

	@Test
	void aReaderTooManyIsAnsweredWithAProblem() {
		EventPublisher events = this.server.bean(EventPublisher.class);
		Flux.range(0, 64).flatMap((i) -> events.subscribe(), 64).subscribe();
		this.server.client("admin")
			.get()
			.uri("/admin/api/v1/events")
			.exchange()
			.expectStatus()
			.isEqualTo(503)
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:sluice:problem:overloaded");
	}

	private void publish(String requestId, String tenant) {
		this.server.bean(CallRecords.class).publish(Samples.record(requestId, tenant));
	}

	private void awaitWatcher() {
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!this.server.bean(EventPublisher.class).watched() && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
	}

	private Flux<ServerSentEvent<String>> feed() {
		return this.server.client("admin")
			.get()
			.uri("/admin/api/v1/events")
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {
			})
			.getResponseBody();
	}

	private List<String> ids(String key, String uri) {
		return body(key, uri).ids();
	}

	private Body body(String key, String uri) {
		Body body = this.server.client(key)
			.get()
			.uri(uri)
			.exchange()
			.expectBody(Body.class)
			.returnResult()
			.getResponseBody();
		assertThat(body).isNotNull();
		return body;
	}

	@Configuration(proxyBeanMethods = false)
	static class Identity {

		@Bean
		CallerResolver resolver() {
			return AdminServer.resolver();
		}

	}

	record Body(List<Item> data, String next_cursor) {

		List<String> ids() {
			return new ArrayList<>(this.data.stream().map(Item::request_id).toList());
		}

	}

	record Item(String request_id) {
	}

}
