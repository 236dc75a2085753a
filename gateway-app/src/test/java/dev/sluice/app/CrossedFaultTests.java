package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Outcome;
import dev.sluice.call.Outcome.End;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients see when a stream that is translated for them goes wrong, and what is left
 * over when they leave: every hold is resolved once and no connection is open.
 */
@Tag("timed")
@Timeout(60)
class CrossedFaultTests {

	private static final CallBook book = new CallBook();

	private static RawUpstream upstream;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		upstream = new RawUpstream();
		Path home = ClockedRoutes
			.home(Map.of("first-event", "first-event-timeout: 400ms", "silence", "between-events-timeout: 400ms",
					"total", "total-timeout: 2s", "reader", "between-events-timeout: 2500ms"));
		gateway = RunningGateway.startIn(home, book::register, "OPENAI_API_KEY=x",
				"OPENAI_BASE_URL=" + upstream.url() + "/v1", "sluice.providers.openai.dialects=openai-chat",
				"ANTHROPIC_API_KEY=x", "ANTHROPIC_BASE_URL=" + upstream.url(), "GEMINI_API_KEY=x",
				"GOOGLE_GEMINI_BASE_URL=" + upstream.url(), "sluice.providers.gemini.dialects=gemini-generate",
				"OLLAMA_HOST=" + upstream.url(), "sluice.providers.ollama.dialects=ollama-chat",
				"sluice.upstream.max-event=64KB", "sluice.upstream.whole-reply-limit=64KB");
	}

	@AfterAll
	static void stop() throws IOException {
		gateway.close();
		upstream.close();
	}

	@BeforeEach
	void clear() {
		CallBook.await(() -> upstream.open() == 0);
		book.clear();
		upstream.clear();
	}

	/**
	 * Each client with a provider that speaks another dialect, and each provider once.
	 */
	static Stream<Arguments> pairs() {
		return Stream.of(Arguments.of(ClientDialect.CHAT, ProviderStream.ANTHROPIC),
				Arguments.of(ClientDialect.COMPLETIONS, ProviderStream.OLLAMA),
				Arguments.of(ClientDialect.RESPONSES, ProviderStream.GEMINI),
				Arguments.of(ClientDialect.MESSAGES, ProviderStream.OPENAI),
				Arguments.of(ClientDialect.GEMINI, ProviderStream.ANTHROPIC),
				Arguments.of(ClientDialect.GEMINI_LIST, ProviderStream.OPENAI));
	}

	private static HttpResponse<String> ask(ClientDialect client, ProviderStream from, boolean stream,
			String... headers) {
		return gateway.post(client.path(from.model(), stream), client.body(from.model(), stream), headers);
	}

	/** Asks for a stream, and tells the provider when its word is at the client. */
	private static WatchedReply watch(ClientDialect client, ProviderStream from, CountDownLatch seen) throws Exception {
		return WatchedReply.read(gateway.request(client.path(from.model(), true)), client.body(from.model(), true),
				"word", seen::countDown);
	}

	// Each chunk is looked at on its own, also when one read brings several.
	private static String chunk(String body) {
		return Integer.toHexString(body.length()) + "\r\n" + body + "\r\n";
	}

	private static Outcome onlyOutcome() {
		List<Outcome> outcomes = book.resolved(1);
		CallBook.await(() -> upstream.open() == 0, () -> upstream.open() + " connections to the provider to end");
		return outcomes.get(0);
	}

	private static void isTold(HttpResponse<String> response, ClientDialect client) {
		isTold(new WatchedReply(response.statusCode(), response.body()), client);
	}

	private static void isTold(WatchedReply reply, ClientDialect client) {
		assertThat(reply.status()).as(reply.body()).isEqualTo(200);
		assertThat(reply.body()).contains("word", client.error()).doesNotContain(client.end());
		if (client == ClientDialect.GEMINI_LIST) {
			assertThat(JsonMapper.shared().readTree(reply.body()).isArray()).isTrue();
		}
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void aWholeStreamHasItsEndAndUsage(ClientDialect client, ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word() + from.word() + from.end());
		});
		HttpResponse<String> response = ask(client, from, true);
		assertThat(response.body()).contains("word", client.end()).doesNotContain(client.error());
		Outcome outcome = onlyOutcome();
		assertThat(outcome.end()).isEqualTo(End.COMPLETE);
		assertThat(outcome.usage().input()).isEqualTo(40);
		assertThat(outcome.usage().output()).isEqualTo(7);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void aStreamThatBreaksOffEndsInTheClientsErrorEvent(ClientDialect client, ProviderStream from) throws Exception {
		CountDownLatch seen = new CountDownLatch(1);
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.chunked(from.start() + from.word()));
			connection.await(seen);
			connection.reset();
		});
		isTold(watch(client, from, seen), client);
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("closed", Outcome::reason);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void aStreamWithoutItsEndMarkIsNeverACleanEnd(ClientDialect client, ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word());
		});
		isTold(ask(client, from, true), client);
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("no-end-mark", Outcome::reason);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void theProvidersOwnErrorEventIsToldInTheClientsWords(ClientDialect client, ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.chunked(from.start() + from.word()) + chunk(from.error()));
			connection.awaitEnd();
		});
		HttpResponse<String> response = ask(client, from, true);
		isTold(response, client);
		assertThat(response.body()).contains("too many at once");
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("error-event", Outcome::reason);
	}

	@ParameterizedTest
	@CsvSource({ "CHAT, ANTHROPIC", "CHAT, GEMINI", "CHAT, OPENAI", "COMPLETIONS, GEMINI", "RESPONSES, ANTHROPIC",
			"RESPONSES, OPENAI", "MESSAGES, OPENAI", "MESSAGES, ANTHROPIC", "GEMINI, ANTHROPIC",
			"GEMINI_LIST, OPENAI" })
	void anErrorBehindTheFinishIsAnErrorAndNoCleanEnd(ClientDialect client, ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.chunked(from.start() + from.word()) + chunk(from.finish() + from.error()));
		});
		HttpResponse<String> response = ask(client, from, true);
		assertThat(response.body()).contains("word", client.error(), "too many at once")
			.doesNotContain("[DONE]", "message_stop", "response.completed");
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("error-event", Outcome::reason);
	}

	@ParameterizedTest
	@EnumSource(names = { "GEMINI", "OPENAI", "ANTHROPIC" })
	void aStallBehindTheFinishIsNoFault(ProviderStream from) {
		upstream.answers(from.head() + from.start() + from.word() + from.end().replace("data: [DONE]\n\n", ""));
		HttpResponse<String> response = ask(ClientDialect.RESPONSES, from, true, "x-clock", "silence");
		assertThat(response.body()).contains("word", ClientDialect.RESPONSES.end())
			.doesNotContain(ClientDialect.RESPONSES.error());
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@Test
	void aProviderThatHasSaidAllAndStaysKeepsNoClientWaiting() {
		ProviderStream from = ProviderStream.ANTHROPIC;
		upstream.answers(from.head() + from.start() + from.word() + from.end());
		long start = System.nanoTime();
		HttpResponse<String> response = ask(ClientDialect.CHAT, from, true);
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).as("not what a missing end mark gets, 5 s")
			.isBetween(490L, 4_900L);
		assertThat(response.body()).endsWith("data: [DONE]\n\n");
		Outcome outcome = onlyOutcome();
		assertThat(outcome.end()).isEqualTo(End.COMPLETE);
		assertThat(outcome.usage().output()).isEqualTo(7);
	}

	@Test
	void aCutBehindTheFinishIsNoFault() throws Exception {
		ProviderStream from = ProviderStream.GEMINI;
		CountDownLatch seen = new CountDownLatch(1);
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.chunked(from.word() + from.end()));
			connection.await(seen);
			connection.reset();
		});
		WatchedReply response = watch(ClientDialect.CHAT, from, seen);
		assertThat(response.body()).endsWith("data: [DONE]\n\n").doesNotContain(ClientDialect.CHAT.error());
		Outcome outcome = onlyOutcome();
		assertThat(outcome.end()).isEqualTo(End.COMPLETE);
		assertThat(outcome.usage().output()).isEqualTo(7);
	}

	@ParameterizedTest
	@CsvSource({ "CHAT, ANTHROPIC", "MESSAGES, OPENAI", "RESPONSES, OLLAMA" })
	void silenceBetweenEventsEndsAtItsLimit(ClientDialect client, ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word());
			for (int i = 0; i < 1_000; i++) {
				connection.say("x");
				connection.pause(20);
			}
		});
		long start = System.nanoTime();
		isTold(ask(client, from, true, "x-clock", "silence"), client);
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).as("not until the bytes end, 20 s")
			.isBetween(390L, 15_000L);
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("between-events-timeout", Outcome::reason);
	}

	@Test
	void aStreamThatNeverEndsEndsWithTheTotalClock() {
		upstream.on((connection) -> {
			connection.request();
			connection.say(ProviderStream.OPENAI.head() + ProviderStream.OPENAI.start());
			for (int i = 0; i < 1_000; i++) {
				connection.say(ProviderStream.OPENAI.word());
				connection.pause(20);
			}
		});
		isTold(ask(ClientDialect.MESSAGES, ProviderStream.OPENAI, true, "x-clock", "total"), ClientDialect.MESSAGES);
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("total-timeout", Outcome::reason);
	}

	@ParameterizedTest
	@CsvSource({ "CHAT, ANTHROPIC, true, first-event-timeout", "MESSAGES, OPENAI, true, first-event-timeout",
			"MESSAGES, OPENAI, false, whole-reply-timeout", "CHAT, GEMINI, false, whole-reply-timeout" })
	void noContentInTimeIsToldInTheClientsWords(ClientDialect client, ProviderStream from, boolean stream,
			String clock) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(stream ? from.head() + from.start()
					: "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{");
			connection.awaitEnd();
		});
		HttpResponse<String> response = ask(client, from, stream, "x-clock", "first-event");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(504);
		assertThat(response.body())
			.contains((client == ClientDialect.MESSAGES) ? "{\"type\":\"error\",\"error\":{" : "{\"error\":{", clock);
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns(clock, Outcome::reason);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void aClientThatLeavesEndsTheProvidersStream(ClientDialect client, ProviderStream from) throws Exception {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word());
			connection.awaitEnd();
		});
		try (RawClient caller = new RawClient(gateway)) {
			caller.send(RawClient.call(client.path(from.model(), true), client.body(from.model(), true)));
			for (String seen = ""; !seen.contains("word");) {
				seen += caller.some();
			}
		}
		assertThat(onlyOutcome()).returns(End.CANCELLED, Outcome::end).returns("client", Outcome::reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "request", "head", "start", "half", "whole" })
	void aClientMayLeaveAtAnyStage(String stage) throws Exception {
		ProviderStream from = ProviderStream.ANTHROPIC;
		CompletableFuture<Void> reached = new CompletableFuture<>();
		upstream.on((connection) -> {
			connection.request();
			switch (stage) {
				case "head" -> connection.say(from.head());
				case "start" -> connection.say(from.head() + from.start());
				case "half" -> connection.say(from.head() + from.start() + from.word().substring(0, 40));
				case "whole" -> connection
					.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{\"id\":");
				default -> {
				}
			}
			reached.complete(null);
			connection.awaitEnd();
		});
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call("/v1/chat/completions",
					ClientDialect.CHAT.body(from.model(), !stage.equals("whole"))));
			reached.get(30, TimeUnit.SECONDS);
			client.reset();
		}
		assertThat(onlyOutcome()).extracting(Outcome::end, Outcome::reason).containsExactly(End.CANCELLED, "client");
	}

	@Test
	void clientsThatLeaveAtRandomMomentsLeaveNothingBehind() throws Exception {
		ProviderStream from = ProviderStream.OPENAI;
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word() + from.word().substring(0, 30));
			connection.pause(2);
			connection.say(from.word().substring(30) + from.end());
		});
		java.util.Random random = new java.util.Random(7);
		for (int i = 0; i < 150; i++) {
			try (RawClient client = new RawClient(gateway)) {
				ClientDialect dialect = ClientDialect.values()[i % 5];
				dialect = (dialect == ClientDialect.CHAT || dialect == ClientDialect.COMPLETIONS)
						? ClientDialect.MESSAGES : dialect;
				client.send(
						RawClient.call(dialect.path(from.model(), i % 2 == 0), dialect.body(from.model(), i % 2 == 0)));
				long until = System.nanoTime() + random.nextInt(5_000_000);
				while (System.nanoTime() < until) {
					Thread.onSpinWait();
				}
				if (i % 3 == 0) {
					client.reset();
				}
			}
		}
		book.awaitSettled(upstream::open);
	}

	@ParameterizedTest
	@EnumSource(names = { "ANTHROPIC", "OLLAMA" })
	void anEventWithoutEndIsBounded(ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word());
			connection.say(from.word().substring(0, from.word().indexOf("word")));
			for (int i = 0; i < 50; i++) {
				connection.say("y".repeat(10_000));
			}
			connection.awaitEnd();
		});
		HttpResponse<String> response = ask(ClientDialect.CHAT, from, true);
		isTold(response, ClientDialect.CHAT);
		assertThat(response.body()).hasSizeLessThan(3_000).contains("65536 bytes");
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("bad-answer", Outcome::reason);
	}

	@Test
	void anEventWithoutEndBeforeTheFirstContentIsAFailedAttempt() {
		ProviderStream from = ProviderStream.OPENAI;
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + "data: ");
			for (int i = 0; i < 50; i++) {
				connection.say("y".repeat(10_000));
			}
			connection.awaitEnd();
		});
		HttpResponse<String> response = ask(ClientDialect.MESSAGES, from, true);
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("{\"type\":\"error\",\"error\":{", "65536 bytes");
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("bad-answer", Outcome::reason);
	}

	@Test
	void aWholeAnswerBeyondTheLimitIsRefusedAndItsConnectionClosed() {
		upstream.on((connection) -> {
			connection.request();
			connection
				.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9000000\r\n\r\n{\"id\":\"");
			for (int i = 0; i < 900; i++) {
				connection.say("y".repeat(10_000));
			}
			connection.awaitEnd();
		});
		HttpResponse<String> response = ask(ClientDialect.MESSAGES, ProviderStream.OPENAI, false);
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("{\"type\":\"error\",\"error\":{", "sluice.upstream.max-event");
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("too-large", Outcome::reason);
	}

	@Test
	void aBrokenEventIsAFailureAndNotPassedOver() {
		ProviderStream from = ProviderStream.OPENAI;
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.chunked(from.start() + from.word()) + chunk("data: {\"choices\":[{\n\n" + from.end()));
			connection.awaitEnd();
		});
		isTold(ask(ClientDialect.MESSAGES, from, true), ClientDialect.MESSAGES);
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("error-event", Outcome::reason);
	}

	@Test
	void whatComesBehindTheEndIsNotPassedOn() {
		ProviderStream from = ProviderStream.OPENAI;
		upstream.answers(from.head() + from.start() + from.word() + from.end() + from.word() + from.error());
		HttpResponse<String> response = ask(ClientDialect.MESSAGES, from, true);
		assertThat(response.body()).containsOnlyOnce("word").endsWith("data: {\"type\":\"message_stop\"}\n\n");
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@Test
	void aSlowReaderHoldsTheProviderBackAndIsNotTakenForASilentProvider() throws Exception {
		ProviderStream from = ProviderStream.ANTHROPIC;
		String many = from.word().replace("word ", "word".repeat(1_000)).repeat(250);
		AtomicInteger said = new AtomicInteger();
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start());
			while (said.get() < 60) {
				connection.say(many);
				said.incrementAndGet();
			}
			connection.say(from.end());
		});
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call("/v1/chat/completions", ClientDialect.CHAT.body(from.model(), true),
					"x-clock: reader"));
			client.some();
			CallBook.await(() -> said.get() > 0);
			int before = -1;
			for (int still = 0; still < 30; still = (said.get() == before) ? still + 1 : 0) {
				before = said.get();
				TimeUnit.MILLISECONDS.sleep(100);
			}
			assertThat(said.get()).as("megabytes that the provider could send to a client that does not read")
				.isLessThan(30);
			client.reset();
		}
		assertThat(onlyOutcome()).extracting(Outcome::end, Outcome::reason).containsExactly(End.CANCELLED, "client");
	}

}
