package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Outcome;
import dev.sluice.call.Outcome.End;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Providers that break the rules of HTTP, and clients that leave at the wrong moment.
 * After each of them every hold is resolved once and no connection is left.
 */
@Tag("timed")
@Timeout(60)
class ProviderFaultTests {

	private static final String ROLE = "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}\n\n";

	private static final String WORD = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"}}]}\n\n";

	private static final String DONE = "data: [DONE]\n\n";

	private static final String SSE = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";

	private static final String OPEN_SSE = SSE + "Connection: close\r\n\r\n";

	private static final String ANSWER = "{\"id\":\"1\",\"choices\":[{\"message\":{\"content\":\"all\"}}]}";

	private static final CallBook book = new CallBook();

	private static RawUpstream upstream;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		upstream = new RawUpstream();
		Path home = ClockedRoutes.home(Map.of("first-event", "first-event-timeout: 700ms", "silence",
				"between-events-timeout: 700ms", "reader", "between-events-timeout: 2s"));
		gateway = RunningGateway.startIn(home, book::register, "OPENAI_API_KEY=x",
				"OPENAI_BASE_URL=" + upstream.url() + "/v1", "GROQ_API_KEY=x", "OPENROUTER_API_KEY=x",
				"OPENROUTER_BASE_URL=http://127.0.0.1:1/v1", "ANTHROPIC_API_KEY=x",
				"ANTHROPIC_BASE_URL=http://sluice-test.invalid", "sluice.upstream.max-event=64KB",
				"sluice.upstream.acquire-timeout=500ms");
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

	private static String body(boolean stream) {
		return "{\"model\":\"gpt-4o\",\"stream\":" + stream + ",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
	}

	private static HttpResponse<String> chat(boolean stream, String... headers) {
		return gateway.post("/v1/chat/completions", body(stream), headers);
	}

	/** Asks for a stream, and tells the provider when that sign is at the client. */
	private static WatchedReply watch(String sign, CountDownLatch seen) throws Exception {
		return WatchedReply.read(gateway.request("/v1/chat/completions"), body(true), sign, seen::countDown);
	}

	private static Outcome onlyOutcome() {
		List<Outcome> outcomes = book.resolved(1);
		CallBook.await(() -> upstream.open() == 0, () -> upstream.open() + " connections to the provider to end");
		return outcomes.get(0);
	}

	private static void drip(String head, String drop) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(head);
			for (int i = 0; i < 400; i++) {
				connection.say(drop);
				connection.pause(50);
			}
		});
	}

	@Test
	void bytesThatNeverMakeAFirstEventEndAtItsLimit() {
		drip(OPEN_SSE, "d");
		long start = System.nanoTime();
		HttpResponse<String> response = chat(true, "x-clock", "first-event");
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).as("not until the bytes end, 20 s")
			.isBetween(690L, 15_000L);
		assertThat(response.statusCode()).isEqualTo(504);
		assertThat(onlyOutcome().reason()).isEqualTo("first-event-timeout");
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", ": comment\n" })
	void bytesThatMakeNoFurtherEventEndAtTheirLimit(String drop) {
		drip(OPEN_SSE + ROLE + WORD, drop);
		long start = System.nanoTime();
		HttpResponse<String> response = chat(true, "x-clock", "silence");
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).as("not until the bytes end, 20 s")
			.isBetween(690L, 15_000L);
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).contains("word", "\"error\":{").doesNotContain("[DONE]");
		assertThat(onlyOutcome()).returns(End.FAILED, Outcome::end).returns("between-events-timeout", Outcome::reason);
	}

	@Test
	void aStallBehindTheEndMarkIsNoFault() {
		upstream.answers(OPEN_SSE + ROLE + WORD + DONE);
		HttpResponse<String> response = chat(true);
		assertThat(response.body()).isEqualTo(ROLE + WORD + DONE);
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@Test
	void aCutBehindTheEndMarkIsNoFault() throws Exception {
		CountDownLatch seen = new CountDownLatch(1);
		upstream.on((connection) -> {
			connection.request();
			connection.say(SSE + "Transfer-Encoding: chunked\r\n\r\n" + chunk(ROLE + WORD + DONE));
			connection.await(seen);
			connection.reset();
		});
		WatchedReply response = watch("[DONE]", seen);
		assertThat(response.body()).isEqualTo(ROLE + WORD + DONE);
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@Test
	void aClientThatLeavesBehindTheEndMarkHasItAll() throws IOException {
		upstream.answers(OPEN_SSE + ROLE + WORD + DONE);
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call("/v1/chat/completions", body(true)));
			String seen = "";
			while (!seen.contains("[DONE]")) {
				seen += client.some();
			}
		}
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void aProviderThatHasSaidAllAndStaysKeepsNoClientWaiting(boolean talks) {
		String stream = "data: {\"choices\":[{\"index\":0,\"text\":\"word\"}]}\n\n" + DONE;
		upstream.on((connection) -> {
			connection.request();
			connection.say(OPEN_SSE + stream);
			for (int i = 0; talks && i < 200; i++) {
				connection.say(": still here\n\n");
				connection.pause(50);
			}
			connection.awaitEnd();
		});
		long start = System.nanoTime();
		HttpResponse<String> response = gateway.post("/v1/completions",
				"{\"model\":\"gpt-3.5-turbo-instruct\",\"stream\":true,\"prompt\":\"Hi\"}");
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).as("not until the comments end, 10 s")
			.isBetween(490L, 9_000L);
		assertThat(response.body()).startsWith(stream);
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@Test
	void whatComesRightBehindTheEndMarkStillPasses() {
		upstream.on((connection) -> {
			connection.request();
			// A chunk of its own is looked at behind the mark, and cannot come too late.
			connection.say(SSE + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(ROLE + WORD + DONE)
					+ chunk(": cost 0.01\n\n") + "0\r\n\r\n");
		});
		assertThat(chat(true).body()).isEqualTo(ROLE + WORD + DONE + ": cost 0.01\n\n");
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	private static String chunk(String text) {
		return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
	}

	static Stream<Arguments> brokenBeforeContent() {
		return Stream.of(Arguments.of("not http", "garbage without end\r\n\r\n", false),
				Arguments.of("ends at once", "", true),
				Arguments.of("half a head", "HTTP/1.1 200 OK\r\nContent-Ty", true),
				Arguments.of("head without an end", "HTTP/1.1 200 OK\r\n" + "X-Header: value\r\n".repeat(50_000),
						false),
				Arguments.of("one header too long", "HTTP/1.1 200 OK\r\nX-Long: " + "v".repeat(500_000) + "\r\n\r\n",
						false),
				Arguments.of("status line too long", "HTTP/1.1 200 " + "O".repeat(100_000) + "\r\n\r\n", false),
				Arguments.of("two lengths",
						"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\nContent-Length: 60\r\n\r\n"
								+ ANSWER,
						false),
				Arguments.of("bad chunk",
						"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}",
						false),
				Arguments.of("short of its length",
						"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n" + ANSWER,
						true),
				Arguments.of("no last chunk",
						"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
								+ chunk(ANSWER),
						true));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("brokenBeforeContent")
	void whatIsNoWholeAnswerIsNeverPassedOnAsOne(String name, String bytes, boolean ends) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(bytes);
			if (!ends) {
				connection.awaitEnd();
			}
		});
		HttpResponse<String> response = chat(false);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(502);
		assertThat(response.body()).contains("\"error\"", "openai").doesNotContain("\"all\"");
		assertThat(onlyOutcome().end()).isEqualTo(End.FAILED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", "HTTP/1.1 102 Processing\r\n\r\n",
			"HTTP/1.1 100 Continue\r\n\r\n" })
	void provisionalAnswersAreReadPast(String provisional) {
		upstream.answers(provisional.repeat(3)
				+ "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
				+ ANSWER.length() + "\r\n\r\n" + ANSWER);
		HttpResponse<String> response = chat(false);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(ANSWER);
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@Test
	void provisionalAnswersWithoutEndAreCutOff() {
		upstream.on((connection) -> {
			connection.request();
			for (int i = 0; i < 1_000; i++) {
				connection.say("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n".repeat(10));
				connection.pause(1);
			}
			connection.awaitEnd();
		});
		assertThat(chat(false).statusCode()).isBetween(502, 504);
		assertThat(onlyOutcome().end()).isEqualTo(End.FAILED);
	}

	@ParameterizedTest
	@ValueSource(strings = { "data: {\"choices\":[{\"delta\":{\"content\":", "x" })
	void anEventWithoutEndIsBounded(String start) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(OPEN_SSE + ROLE + WORD + start);
			for (int i = 0; i < 100; i++) {
				connection.say("y".repeat(10_000));
			}
			connection.awaitEnd();
		});
		HttpResponse<String> response = chat(true);
		assertThat(response.body()).hasSizeLessThan(100_000).contains("word", "\"error\":{").doesNotContain("[DONE]");
		assertThat(onlyOutcome().end()).isEqualTo(End.FAILED);
	}

	@Test
	void garbageBetweenEventsPassesByteForByte() {
		String events = ROLE + WORD + "data:{bad json}\n\n" + ": comment\r\n\r\n" + "event: odd\ndata\n\n"
				+ "data: \u0000\u00fc\u4e2d\n\n" + WORD + DONE;
		upstream.on((connection) -> {
			connection.request();
			connection.say(OPEN_SSE);
			connection.say(events);
		});
		assertThat(chat(true).body()).isEqualTo(events);
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aStreamThatBreaksOffEndsInAnErrorEvent(boolean reset) throws Exception {
		CountDownLatch seen = new CountDownLatch(1);
		upstream.on((connection) -> {
			connection.request();
			connection.say(SSE + "Transfer-Encoding: chunked\r\n\r\n" + chunk(ROLE + WORD));
			connection.await(seen);
			if (reset) {
				connection.reset();
			}
		});
		WatchedReply response = watch("word", seen);
		assertThat(response.body()).contains("word", "\"error\":{").doesNotContain("[DONE]");
		assertThat(onlyOutcome().end()).isEqualTo(End.FAILED);
	}

	@Test
	void aConnectionThatTheProviderClosedWhileIdleIsNotUsedAgain() {
		String answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + ANSWER.length()
				+ "\r\n\r\n" + ANSWER;
		upstream.on((connection) -> {
			connection.request();
			connection.say(answer);
			connection.pause(30);
			connection.reset();
		});
		for (int i = 0; i < 10; i++) {
			assertThat(chat(false).statusCode()).isEqualTo(200);
			CallBook.await(() -> upstream.open() == 0);
		}
		assertThat(book.resolved(10)).allMatch((outcome) -> outcome.end() == End.COMPLETE);
	}

	@Test
	void aCallIsNeverSentTwiceToAProviderThatTookItAndHungUp() {
		upstream.on((connection) -> connection.request());
		assertThat(chat(false).statusCode()).isEqualTo(502);
		assertThat(upstream.requests()).hasSize(1);
		assertThat(onlyOutcome().end()).isEqualTo(End.FAILED);
	}

	@Test
	void aRefusedConnectionIsNamedWithProviderAndRule() {
		HttpResponse<String> response = gateway.post("/v1/chat/completions",
				body(false).replace("gpt-4o", "openrouter/any/model"));
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(response.body()).contains("openrouter", "refused the connection", "rule");
		book.resolved(1);
		assertThat(book.allReleased()).as("nothing was sent").isTrue();
	}

	@Test
	void anUnknownHostIsToldQuickly() {
		long start = System.nanoTime();
		HttpResponse<String> response = gateway.post("/v1/messages",
				"{\"model\":\"claude-3-5-haiku-latest\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
				"anthropic-version", "2023-06-01");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(502);
		assertThat(response.body()).contains("anthropic", "cannot be resolved");
		assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(6_000);
		book.resolved(1);
		assertThat(book.allReleased()).as("nothing was sent").isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "request", "head", "role", "word" })
	void aClientMayLeaveAtAnyStage(String stage) throws Exception {
		CompletableFuture<Void> reached = new CompletableFuture<>();
		upstream.on((connection) -> {
			connection.request();
			switch (stage) {
				case "head" -> connection.say(OPEN_SSE);
				case "role" -> connection.say(OPEN_SSE + ROLE);
				case "word" -> connection.say(OPEN_SSE + ROLE + WORD);
				default -> {
				}
			}
			reached.complete(null);
			connection.awaitEnd();
		});
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call("/v1/chat/completions", body(true)));
			reached.get(30, TimeUnit.SECONDS);
			if (stage.equals("word")) {
				client.some();
			}
			client.reset();
		}
		assertThat(onlyOutcome()).returns(End.CANCELLED, Outcome::end).returns("client", Outcome::reason);
	}

	@Test
	void clientsThatLeaveAtRandomMomentsLeaveNothingBehind() throws Exception {
		upstream.on((connection) -> {
			connection.request();
			// None is kept for later, so that whatever stays open was forgotten.
			connection.say(SSE + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(ROLE + WORD));
			connection.pause(2);
			connection.say(chunk(WORD + DONE) + "0\r\n\r\n");
			connection.awaitEnd();
		});
		int calls = 300;
		java.util.Random random = new java.util.Random(7);
		for (int i = 0; i < calls; i++) {
			try (RawClient client = new RawClient(gateway)) {
				client.send(RawClient.call("/v1/chat/completions", body(i % 2 == 0)));
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

	@Test
	void aReaderThatPausesIsNotTakenForASilentProvider() throws Exception {
		String word = WORD.replace("word", "word".repeat(1_000)).repeat(250);
		upstream.on((connection) -> {
			connection.request();
			connection.say(OPEN_SSE + ROLE);
			for (int i = 0; i < 10; i++) {
				connection.say(word);
			}
			connection.say(DONE);
		});
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call("/v1/chat/completions", body(true), "x-clock: reader"));
			client.some();
			TimeUnit.MILLISECONDS.sleep(2_500);
			String rest = "";
			for (String more = client.some(); !rest.contains("[DONE]") && !more.isEmpty(); more = client.some()) {
				rest = more;
				if (rest.contains("[DONE]") || rest.contains("\"error\"")) {
					break;
				}
			}
			assertThat(rest).contains("[DONE]").doesNotContain("\"error\"");
		}
		assertThat(onlyOutcome().end()).isEqualTo(End.COMPLETE);
	}

}
