package dev.sluice.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Requests that are meant to hurt, sent to a running gateway. */
@Timeout(60)
class HostileInputTests {

	private static final int LIMIT = 32 << 20;

	private static final int REPEATS = Boolean.getBoolean("proof") ? 300 : 12;

	private static SimulatedProvider provider;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() {
		provider = SimulatedProvider.start();
		gateway = RunningGateway.start("OPENAI_API_KEY=x", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
				"sluice.http.body-timeout=8s");
	}

	@AfterAll
	static void stop() {
		gateway.close();
		provider.close();
	}

	enum Client {

		OPENAI("/v1/chat/completions", "model"), ANTHROPIC("/v1/messages", "model"),
		GEMINI("/v1beta/models/gemini-2.0-flash:generateContent", "generationConfig");

		private final String path;

		private final String field;

		Client(String path, String field) {
			this.path = path;
			this.field = field;
		}

		void refused(RawReply reply, int status) {
			assertThat(reply.status()).as(reply.body()).isEqualTo(status);
			assertThat(reply.header("content-type")).startsWith("application/json");
			assertThat(reply.header("x-request-id")).isNotEmpty();
			JsonNode body = JsonMapper.shared().readTree(reply.body());
			JsonNode error = body.path("error");
			assertThat(error.path("message").asString()).isNotEmpty();
			switch (this) {
				case OPENAI -> assertThat(error.propertyNames()).containsOnly("message", "type", "param", "code");
				case ANTHROPIC -> {
					assertThat(body.path("type").asString()).isEqualTo("error");
					assertThat(error.path("type").asString()).isNotEmpty();
					assertThat(body.path("request_id").asString()).isEqualTo(reply.header("x-request-id"));
				}
				case GEMINI -> {
					assertThat(error.path("code").asInt()).isEqualTo(status);
					assertThat(error.path("status").asString()).isUpperCase();
				}
			}
		}

	}

	enum Attack {

		TOO_LONG(413) {
			@Override
			byte[] request(Client client) {
				return ascii(RawClient.post(client.path, RawClient.key(), JSON, "Content-Length: " + (LIMIT + 1)));
			}
		},
		DEEP(400) {
			@Override
			byte[] request(Client client) {
				return ascii(RawClient.call(client.path,
						"{\"messages\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}"));
			}
		},
		TWICE(400) {
			@Override
			byte[] request(Client client) {
				String value = client.field.equals("model") ? "\"gpt-4o\"" : "{}";
				return ascii(RawClient.call(client.path,
						"{\"" + client.field + "\":" + value + ",\"" + client.field + "\":" + value + "}"));
			}
		},
		TWICE_ESCAPED(400) {
			@Override
			byte[] request(Client client) {
				String value = client.field.equals("model") ? "\"gpt-4o\"" : "{}";
				String escaped = "\\u00" + Integer.toHexString(client.field.charAt(0)) + client.field.substring(1);
				return ascii(RawClient.call(client.path,
						"{\"" + client.field + "\":" + value + ",\"" + escaped + "\":" + value + "}"));
			}
		},
		NOT_UTF8(400) {
			@Override
			byte[] request(Client client) {
				return join(ascii(RawClient.post(client.path, RawClient.key(), JSON, "Content-Length: 20")
						+ "{\"model\":\"gpt-4o"), new byte[] { (byte) 0xc3, (byte) 0x28 }, ascii("\"}"));
			}
		},
		EMPTY(400) {
			@Override
			byte[] request(Client client) {
				return ascii(RawClient.call(client.path, ""));
			}
		},
		TEXT(415) {
			@Override
			byte[] request(Client client) {
				return ascii(
						RawClient.post(client.path, RawClient.key(), "Content-Type: text/plain", "Content-Length: 2")
								+ "{}");
			}
		},
		MANY_MEMBERS(400) {
			@Override
			byte[] request(Client client) {
				StringBuilder body = new StringBuilder("{\"model\":\"gpt-4o\"");
				for (int i = 0; i < 20_000; i++) {
					body.append(",\"m").append(i).append("\":0");
				}
				return ascii(RawClient.call(client.path, body.append('}').toString()));
			}
		},
		WEBSOCKET(426) {
			@Override
			byte[] request(Client client) {
				return ascii("GET " + client.path + " HTTP/1.1\r\nHost: localhost\r\n" + RawClient.key()
						+ "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
						+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
			}
		},
		PUT(405) {
			@Override
			byte[] request(Client client) {
				return ascii(RawClient.call(client.path, "{}").replaceFirst("POST", "PUT"));
			}
		},
		NO_KEY(401) {
			@Override
			byte[] request(Client client) {
				return ascii(RawClient.post(client.path, JSON, "Content-Length: 2") + "{}");
			}
		},
		TWO_KEYS(400) {
			@Override
			byte[] request(Client client) {
				return ascii(RawClient.post(client.path, RawClient.key(), "Authorization: Bearer other", JSON,
						"Content-Length: 2") + "{}");
			}
		};

		private static final String JSON = "Content-Type: application/json";

		private final int status;

		Attack(int status) {
			this.status = status;
		}

		abstract byte[] request(Client client);

	}

	static Stream<Arguments> attacks() {
		return Stream.of(Client.values())
			.flatMap((client) -> Stream.of(Attack.values()).map((attack) -> Arguments.of(client, attack)));
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void isRefusedInTheCallersDialect(Client client, Attack attack) throws IOException {
		refuse(client, attack, attack.request(client), 1);
		assertStillServing();
	}

	@Test
	@Timeout(600)
	void attacksLeaveNothingBehindHoweverOftenTheyCome() throws IOException {
		attack(20);
		long before = Heap.live();
		attack(REPEATS);
		assertThat(Heap.live() - before).as("MiB grown").isLessThanOrEqualTo(4);
		assertStillServing();
	}

	private static void attack(int times) throws IOException {
		for (Client client : Client.values()) {
			for (Attack attack : Attack.values()) {
				byte[] request = attack.request(client);
				refuse(client, attack, request, (request.length > 100_000) ? times / 4 : times);
			}
		}
	}

	private static void refuse(Client client, Attack attack, byte[] request, int times) throws IOException {
		for (int i = 0; i < times; i++) {
			try (RawClient raw = new RawClient(gateway)) {
				client.refused(raw.send(request).reply(), attack.status);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(Client.class)
	void aChunkedBodyIsCutOffAtTheLimit(Client client) throws IOException {
		long before = 0;
		for (int i = 0; i < 3; i++) {
			before = (i == 1) ? Heap.live() : before;
			try (RawClient raw = new RawClient(gateway)) {
				raw.send(RawClient.post(client.path, RawClient.key(), Attack.JSON, "Transfer-Encoding: chunked"));
				raw.push(join(ascii("100000\r\n"), new byte[1 << 20], ascii("\r\n")), 32);
				raw.push(ascii("1\r\n \r\n0\r\n\r\n"), 1);
				client.refused(raw.reply(), 413);
			}
		}
		assertThat(Heap.live() - before).as("MiB grown").isLessThanOrEqualTo(4);
		assertStillServing();
	}

	@Test
	void bodiesThatComeTooSlowlyAreGivenUp() throws IOException {
		Map<Client, RawClient> slow = new EnumMap<>(Client.class);
		try {
			for (Client client : Client.values()) {
				slow.put(client,
						new RawClient(gateway)
							.send(RawClient.post(client.path, RawClient.key(), Attack.JSON, "Content-Length: 100")
									+ "{\"model\""));
			}
			for (Client client : Client.values()) {
				client.refused(slow.get(client).reply(), 408);
			}
		}
		finally {
			for (RawClient raw : slow.values()) {
				raw.close();
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "//v1/chat/completions", "/v1/chat/completions/", "/v1/./chat/completions",
			"/v1/x/../chat/completions", "/v1%2fchat%2fcompletions", "/v1/chat%2fcompletions", "/v1/chat/completions;x",
			"/v1;a=b/chat/completions", "/v1/chat/completions%00", "/V1/chat/completions", "/v1/%63hat/completions",
			"/v1/chat/completions%20", "/v1\\chat\\completions", "*", "/v1/chat/completions%", "/v1/models/%",
			"/v1beta/models/%zz:generateContent" })
	void aPathThatIsNotExactlyOursReachesNoProvider(String path) throws IOException {
		String body = "{\"model\":\"gpt-4o\",\"messages\":[]}";
		for (boolean keyed : new boolean[] { true, false }) {
			provider.log().clear();
			try (RawClient raw = new RawClient(gateway)) {
				String call = RawClient.call(path, body);
				raw.send(keyed ? call : call.replaceFirst("Authorization", "X-Nothing"));
				RawReply reply = raw.replyOrEnd();
				assertThat((reply != null) ? reply.status() : 400).as("%s %s", keyed, reply).isBetween(400, 499);
			}
			assertThat(provider.log().calls()).isEmpty();
		}
		assertStillServing();
	}

	@ParameterizedTest
	@ValueSource(strings = { "gpt-4o\\r\\nx-evil: 1", "gpt-4o\\\"quoted\\\"", "gpt-4o-\\u00fc\\u4e2d\\ud83d\\ude00",
			"../../../etc/passwd", "gpt-4o\\u0000", "gpt-4o\\ud800", "openai/gpt-4o\\r\\nSet-Cookie: a=b",
			"<script>alert(1)</script>", "gpt-4o #{1+1} ${user.home}" })
	void aStrangeModelNameLeavesNoMarkOnTheHead(String model) throws IOException {
		String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
		try (RawClient raw = new RawClient(gateway)) {
			RawReply reply = raw.send(RawClient.call("/v1/chat/completions", body)).reply();
			assertThat(reply.status()).as(reply.body()).isNotEqualTo(500).isLessThan(503);
			assertThat(reply.headers()).noneMatch((line) -> line.toLowerCase(Locale.ROOT).startsWith("x-evil"))
				.noneMatch((line) -> line.toLowerCase(Locale.ROOT).startsWith("set-cookie"))
				.allMatch((line) -> line.chars().allMatch((c) -> c >= ' ' && c < 127));
			assertThat(String.valueOf(reply.header("x-sluice-model"))).doesNotContain("<", "\"", " ");
		}
		assertStillServing();
	}

	@Test
	void anAbsurdlyLongModelNameMakesNeitherHeadersNorErrorsLong() throws IOException {
		String name = "gpt-4o" + "x".repeat(1_000_000);
		for (String model : new String[] { name, "nobody/" + name, "x".repeat(100_000) + "/y" }) {
			try (RawClient raw = new RawClient(gateway)) {
				RawReply reply = raw
					.send(RawClient.call("/v1/chat/completions", "{\"model\":\"" + model + "\",\"messages\":[]}"))
					.reply();
				assertThat(String.join("\n", reply.headers())).hasSizeLessThan(4_000);
				if (reply.status() != 200) {
					assertThat(reply.body()).hasSizeLessThan(4_000);
				}
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "..%2f", "%00", "openai%0d%0ax-evil:1", "%zz", "%", "a&provider=b", "%22%3Cscript%3E" })
	void aStrangeProviderParameterIsRefused(String value) throws IOException {
		try (RawClient raw = new RawClient(gateway)) {
			RawReply reply = raw
				.send(RawClient.call("/v1/chat/completions?provider=" + value,
						"{\"model\":\"gpt-4o\",\"messages\":[]}"))
				.reply();
			assertThat(reply.status()).as(reply.body()).isBetween(400, 404);
			assertThat(reply.header("x-evil")).isNull();
		}
		assertStillServing();
	}

	static Stream<String> malformed() {
		String path = "/v1/chat/completions";
		String key = RawClient.key();
		String json = Attack.JSON;
		String body = "{\"model\":\"gpt-4o\",\"messages\":[]}";
		String length = "Content-Length: " + body.length();
		return Stream.of(RawClient.post(path, key, json, "X-Huge: " + "h".repeat(100_000), length) + body,
				RawClient.post(path, key, json, "X-A: 1\r\n".repeat(10_000) + length) + body,
				RawClient.post(path, key, json, "Transfer-Encoding: chunked") + "zz\r\n{}\r\n0\r\n\r\n",
				RawClient.post(path, key, json, "Transfer-Encoding: chunked") + "-1\r\n{}\r\n0\r\n\r\n",
				RawClient.post(path, key, json, "Transfer-Encoding: chunked") + "fffffffff\r\n{}\r\n0\r\n\r\n",
				RawClient.post(path, key, json, length, "Content-Length: 3") + body,
				RawClient.post(path, key, json, "Content-Length: -5") + body,
				RawClient.post(path, key, json, "Content-Length: 5x") + body,
				RawClient.post(path, key, json, "Content-Length: 3, 4") + body,
				RawClient.post(path, key, json, "Transfer-Encoding : chunked") + "0\r\n\r\n",
				RawClient.post(path, key, json, "X-A\rb: c", length) + body,
				RawClient.post(path, key, json, "X A: c", length) + body,
				"POST " + "/v1/" + "p".repeat(100_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", "\0\0\0\0\r\n\r\n",
				"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
	}

	@ParameterizedTest
	@MethodSource("malformed")
	void aMalformedMessageIsRefusedAndEndsItsConnection(String message) throws IOException {
		provider.log().clear();
		try (RawClient raw = new RawClient(gateway)) {
			RawReply reply = raw.push(ascii(message), 1).replyOrEnd();
			if (reply != null) {
				assertThat(reply.status()).as(reply.body()).isBetween(400, 505).isNotEqualTo(500);
				assertThat(raw.replyOrEnd()).as("a second answer").isNull();
			}
		}
		assertThat(provider.log().calls()).isEmpty();
		assertStillServing();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Content-Length: 4\r\nTransfer-Encoding: chunked",
			"Transfer-Encoding: chunked\r\nContent-Length: 4", "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
			"Transfer-Encoding: chunked, identity", "Transfer-Encoding: identity\r\nContent-Length: 5",
			"Transfer-Encoding: xchunked", "Transfer-Encoding:\u000bchunked",
			"Transfer-Encoding: \tchunked\r\nContent-Length: 4" })
	void noRequestIsSmuggledBehindAnother(String framing) throws IOException {
		provider.log().clear();
		String hidden = RawClient.call("/v1/chat/completions",
				"{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"smuggled\"}]}");
		try (RawClient raw = new RawClient(gateway)) {
			raw.push(ascii(RawClient.post("/v1/chat/completions", RawClient.key(), Attack.JSON, framing) + "0\r\n\r\n"
					+ hidden), 1);
			RawReply first = raw.replyOrEnd();
			if (first != null) {
				assertThat(first.status()).as(first.body()).isBetween(400, 501);
				assertThat(raw.replyOrEnd()).as("an answer to the smuggled request").isNull();
			}
		}
		assertThat(provider.log().calls()).isEmpty();
		assertStillServing();
	}

	@Test
	@Timeout(120)
	void anonymousClientsWithLargeBodiesAreRefusedWithoutMemory() throws Exception {
		int clients = Integer.getInteger("proof.anonymous", Boolean.getBoolean("proof") ? 500 : 100);
		byte[] part = new byte[1 << 20];
		anonymous(part);
		long before = Heap.live();
		Thread[] threads = new Thread[clients];
		java.util.concurrent.atomic.AtomicInteger refused = new java.util.concurrent.atomic.AtomicInteger();
		for (int i = 0; i < clients; i++) {
			threads[i] = new Thread(() -> refused.addAndGet((anonymous(part) == 401) ? 1 : 0));
			threads[i].start();
		}
		long during = Heap.live();
		for (Thread thread : threads) {
			thread.join();
		}
		assertThat(refused.get()).isEqualTo(clients);
		assertThat(during - before).as("MiB grown while they came").isLessThanOrEqualTo(24);
		assertThat(Heap.live() - before).as("MiB grown").isLessThanOrEqualTo(4);
		assertStillServing();
	}

	private static int anonymous(byte[] part) {
		try (RawClient raw = new RawClient(gateway)) {
			raw.send(RawClient.post("/v1/chat/completions", Attack.JSON, "Content-Length: " + LIMIT));
			return raw.push(part, 32).reply().status();
		}
		catch (IOException ex) {
			return -1;
		}
	}

	private static void assertStillServing() {
		HttpResponse<String> response = gateway.post("/v1/chat/completions",
				"{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] join(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

}
