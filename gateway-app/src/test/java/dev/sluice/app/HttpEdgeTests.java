package dev.sluice.app;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** The corners of HTTP that clients really use. */
@Timeout(60)
class HttpEdgeTests {

	private static final String PATH = "/v1/chat/completions";

	private static final String BODY = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	private static final String STREAM = BODY.replace("{\"model", "{\"stream\":true,\"model");

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.start("OPENAI_API_KEY=x", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
				"sluice.http.cors.allowed-origins=https://app.example.com");
	}

	@AfterAll
	static void stop() {
		gateway.close();
		provider.close();
	}

	private static String preflight(String path, String origin) {
		return "OPTIONS " + path + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin
				+ "\r\nAccess-Control-Request-Method: POST\r\n"
				+ "Access-Control-Request-Headers: authorization,content-type,x-stainless-lang\r\n\r\n";
	}

	@Test
	void aPreflightIsAnsweredWithoutAKeyForAllowedOriginsOnly() throws IOException {
		try (RawClient client = new RawClient(gateway)) {
			RawReply allowed = client.send(preflight(PATH, "https://app.example.com")).reply();
			assertThat(allowed.status()).isEqualTo(200);
			assertThat(allowed.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
			assertThat(allowed.header("access-control-allow-headers")).contains("x-stainless-lang");
		}
		try (RawClient client = new RawClient(gateway)) {
			RawReply refused = client.send(preflight(PATH, "https://evil.example.com")).reply();
			assertThat(refused.status()).isEqualTo(403);
			assertThat(refused.header("access-control-allow-origin")).isNull();
		}
	}

	@Test
	void anAnswerToAnAllowedOriginMayBeReadByItsScripts() throws IOException {
		try (RawClient client = new RawClient(gateway)) {
			RawReply reply = client
				.send(RawClient.call(PATH, STREAM).replaceFirst("Host", "Origin: https://app.example.com\r\nHost"))
				.reply();
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.header("access-control-allow-origin")).isEqualTo("https://app.example.com");
			assertThat(reply.header("access-control-expose-headers")).contains("x-request-id");
		}
	}

	@Test
	void aBodyIsAskedForOnlyWhenItIsWanted() throws IOException {
		String head = RawClient.post(PATH, RawClient.key(), "Content-Type: application/json", "Expect: 100-continue",
				"Content-Length: " + BODY.length());
		try (RawClient client = new RawClient(gateway)) {
			assertThat(client.send(head).reply().status()).isEqualTo(100);
			assertThat(client.send(BODY).reply().status()).isEqualTo(200);
		}
		try (RawClient client = new RawClient(gateway)) {
			assertThat(client.send(head.replace("Authorization", "X-No")).reply().status()).isEqualTo(401);
		}
	}

	@Test
	void aClientOfHttp10GetsTheWholeAnswerAndItsEnd() throws IOException {
		try (RawClient client = new RawClient(gateway)) {
			RawReply reply = client.send(RawClient.call(PATH, BODY).replaceFirst("HTTP/1.1", "HTTP/1.0")).reply();
			assertThat(reply.status()).isEqualTo(200);
			assertThat(reply.header("transfer-encoding")).isNull();
			assertThat(reply.body()).contains("simulated");
			assertThat(client.replyOrEnd()).isNull();
		}
	}

	@Test
	void aConnectionIsGoodForMoreAfterRefusals() throws IOException {
		try (RawClient client = new RawClient(gateway)) {
			assertThat(client.send(RawClient.call(PATH, "{").replace("Authorization", "X-No")).reply().status())
				.isEqualTo(401);
			assertThat(client.send(RawClient.call(PATH, "{")).reply().status()).isEqualTo(400);
			assertThat(client.send(RawClient.call(PATH, BODY.replace("gpt-4o", "nobody/x"))).reply().status())
				.isEqualTo(404);
			RawReply missed = client.send(RawClient.call("/chat/completions", BODY)).reply();
			assertThat(missed.status()).isEqualTo(404);
			assertThat(missed.body()).contains("base URL of OpenAI clients ends with /v1");
			assertThat(client.send(RawClient.call(PATH, STREAM)).reply().body()).endsWith("[DONE]\n\n");
			assertThat(client.send(RawClient.call(PATH, BODY)).reply().status()).isEqualTo(200);
		}
	}

	@Test
	void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call(PATH, STREAM) + RawClient.call(PATH, "{") + RawClient.call(PATH, BODY)
					+ "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + RawClient.key() + "\r\n\r\n");
			assertThat(client.reply().body()).endsWith("[DONE]\n\n");
			assertThat(client.reply().status()).isEqualTo(400);
			assertThat(client.reply().body()).contains("simulated");
			assertThat(client.reply().body()).contains("\"data\"");
		}
	}

	@Test
	void aClientThatPipelinesAndLeavesLeavesNothingOpen() throws IOException {
		for (int i = 0; i < 20; i++) {
			try (RawClient client = new RawClient(gateway)) {
				client.send(RawClient.call(PATH, STREAM).repeat(5));
				client.some();
				client.reset();
			}
		}
		provider.log().awaitAllClosed(java.time.Duration.ofSeconds(30));
		assertThat(gateway.post(PATH, BODY).statusCode()).isEqualTo(200);
	}

}
