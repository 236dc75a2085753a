package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edge cases 49, 64, 68, 74 and 76 of translation: the life of streams that cross
 * dialects.
 */
@Timeout(60)
class StreamEdgeCaseTests {

	private static final String PATH = "/v1/chat/completions";

	private static final String ASK = "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	private static final String CLAUDE = "anthropic/claude-sonnet-5-5";

	private static final String HEAD = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

	private static final String START = event("message_start",
			"\"message\":{\"id\":\"m\",\"model\":\"c\",\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}")
			+ event("content_block_start", "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");

	private static final String END = event("content_block_stop", "\"index\":0")
			+ event("message_delta", "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":2}")
			+ event("message_stop", "\"x\":1");

	private static RawUpstream upstream;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		upstream = new RawUpstream();
		gateway = RunningGateway.start("ANTHROPIC_API_KEY=x", "ANTHROPIC_BASE_URL=" + upstream.url());
	}

	@AfterAll
	static void stop() throws IOException {
		gateway.close();
		upstream.close();
	}

	private static String event(String type, String members) {
		return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
	}

	private static String text(String text) {
		return event("content_block_delta",
				"\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}");
	}

	private static void says(String bytes) {
		upstream.clear();
		upstream.on((connection) -> {
			connection.request();
			connection.say(bytes);
		});
	}

	@Test
	void case49_aStreamThatNobodyAskedForBecomesAWholeAnswer() {
		says(HEAD + START + text("H") + text("i") + END);
		HttpResponse<String> answer = gateway.post(PATH, ASK.formatted(CLAUDE, false));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
		assertThat(PlainHttp.json(answer).at("/choices/0/message/content").asString()).isEqualTo("Hi");
		assertThat(PlainHttp.json(answer).at("/usage/completion_tokens").asInt()).isEqualTo(2);
	}

	@Test
	void case49_aStreamThatNobodyAskedForAndThatBreaksOffIsAFailure() {
		says(HEAD + START + text("H"));
		HttpResponse<String> answer = gateway.post(PATH, ASK.formatted(CLAUDE, false));
		assertThat(answer.statusCode()).as(answer.body()).isGreaterThanOrEqualTo(500);
		assertThat(PlainHttp.json(answer).path("error").isObject()).isTrue();
	}

	@Test
	void case49_aWholeAnswerBecomesTheStreamThatWasAskedFor() {
		String body = "{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"c\",\"content\":[{\"type\":"
				+ "\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\",\"usage\":{\"input_tokens\":1,\"output_tokens\":2}}";
		says("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: "
				+ body.length() + "\r\n\r\n" + body);
		HttpResponse<String> answer = gateway.post(PATH, ASK.formatted(CLAUDE, true));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
		assertThat(answer.body()).contains("\"content\":\"Hi\"", "\"finish_reason\":\"stop\"")
			.endsWith("data: [DONE]\n\n");
	}

	@Test
	void case64_theProviderIsLetGoAsSoonAsTheClientIsGone() throws Exception {
		upstream.clear();
		CountDownLatch left = new CountDownLatch(1);
		upstream.on((connection) -> {
			connection.request();
			connection.say(HEAD + START + text("H"));
			connection.awaitEnd();
			left.countDown();
		});
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call(PATH, ASK.formatted(CLAUDE, true)));
			assertThat(client.some()).contains("200");
		}
		assertThat(left.await(30, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void case68_aStreamWhoseFirstEventIsAnErrorIsAnErrorWithItsStatus() {
		says(HEAD + event("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded.\"}"));
		HttpResponse<String> answer = gateway.post(PATH, ASK.formatted(CLAUDE, true));
		assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
		assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("application/json");
		assertThat(PlainHttp.json(answer).at("/error/message").asString()).contains("Overloaded.");
		// Frames without content do not commit either.
		says(HEAD + START + event("error", "\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded.\"}"));
		assertThat(gateway.post(PATH, ASK.formatted(CLAUDE, true)).statusCode()).isGreaterThanOrEqualTo(500);
	}

	@Test
	void case74_nothingIsTriedAgainOnceBytesWentOut() {
		says(HEAD + START + text("H"));
		HttpResponse<String> answer = gateway.post(PATH, ASK.formatted(CLAUDE, true));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"content\":\"H\"", "\"error\":{")
			.doesNotContain("[DONE]", "finish_reason\":\"");
		assertThat(upstream.accepted()).isEqualTo(1);
	}

	@Test
	void case76_aClientThatDoesNotReadHoldsTheProviderBack() throws Exception {
		upstream.clear();
		String piece = text("x".repeat(60_000)).repeat(16);
		AtomicLong said = new AtomicLong();
		upstream.on((connection) -> {
			connection.request();
			connection.say(HEAD + START);
			while (said.get() < 256L * 1024 * 1024) {
				connection.say(piece);
				said.addAndGet(piece.length());
			}
		});
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call(PATH, ASK.formatted(CLAUDE, true)));
			CallBook.await(() -> said.get() > 0);
			long before = -1;
			long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
			while (before != said.get() && System.nanoTime() < deadline) {
				before = said.get();
				new CountDownLatch(1).await(1, TimeUnit.SECONDS);
			}
			assertThat(said.get()).as("bytes on their way, those of four socket buffers included")
				.isPositive()
				.isLessThan(64L * 1024 * 1024);
		}
	}

}
