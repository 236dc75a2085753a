package dev.sluice.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ResponseStatusException;

import dev.sluice.call.ClientCall;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTests {

	private static final String WEBSOCKET = "GET /v1/responses HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\n"
			+ "upgrade: websocket\r\n%ssec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n\r\n";

	private IntakeServer server = IntakeServer.start();

	@AfterEach
	void stop() {
		assertHeldIsReleased();
		this.server.close();
	}

	@ParameterizedTest
	@CsvSource({ "/v1/chat/completions, openai-chat", "/v1/messages, anthropic-messages",
			"/v1beta/models/m:generateContent, gemini-generate", "/api/chat, ollama-chat" })
	void unknownCallersAreRefusedInTheirDialect(String path, String dialect) {
		HttpResponse<String> response = this.server.send(HttpRequest.newBuilder(this.server.uri(path))
			.header("content-type", "application/json")
			.POST(BodyPublishers.ofString(IntakeServer.HELLO)));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.headers().firstValue("www-authenticate")).hasValue("Bearer");
		assertThat(response.headers().firstValue("content-type")).hasValue("application/json");
		assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
		assertThat(response.headers().firstValue("x-request-id")).isPresent();
		assertThat(ErrorShapes.dialectOf(response.body())).isEqualTo(ErrorShapes.familyOf(dialect));
		assertThat(this.server.readBytes).hasValue(0);
	}

	@ParameterizedTest
	@CsvSource({ "POST, /v1/chat/completions, text/plain", "POST, /v1/messages, ",
			"POST, /v1/messages, application/x-www-form-urlencoded", "POST, /v1/audio/transcriptions, application/json",
			"GET, /v1/chat/completions, ", "DELETE, /v1/models, ", "PUT, /v1beta/models/m:generateContent, text/html" })
	void whoCallsIsAskedBeforeAnythingElseAboutTheCall(String method, String path, @Nullable String type) {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.server.uri(path))
			.method(method, BodyPublishers.ofString("hello"));
		if (type != null) {
			request.header("content-type", type);
		}
		assertThat(this.server.send(request).statusCode()).isEqualTo(401);
		assertThat(this.server.readBytes).hasValue(0);
	}

	@Test
	void aStrangersWebSocketIsUnauthenticatedToo() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(WEBSOCKET.formatted(""));
			assertThat(client.readHead()).startsWith("HTTP/1.1 401");
		}
	}

	@Test
	void aKeptConnectionServesTheNextCallAfterASmallRefusedOne() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.strangersHead("content-length: 5") + "{\"a\":");
			assertThat(client.readHead()).startsWith("HTTP/1.1 401");
			client.readBody();
			client.send(RawClient.head("content-length: " + IntakeServer.HELLO.length()) + IntakeServer.HELLO);
			assertThat(client.readHead()).startsWith("HTTP/1.1 200");
		}
	}

	@Test
	void ofAHugeUploadWithoutAKeyLittleIsRead() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.strangersHead("transfer-encoding: chunked"));
			long sent = client.floodChunks(64 * 1024 * 1024);
			assertThat(client.readHead()).startsWith("HTTP/1.1 401").contains("connection: close");
			assertThat(sent).isLessThan(64 * 1024 * 1024);
		}
		assertThat(this.server.readBytes.get()).isLessThan(1024 * 1024);
		assertThat(this.server.calls).hasValue(0);
	}

	@Test
	void aBodyThatAnnouncesTooMuchIsNotRead() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("content-length: " + (32 * 1024 * 1024 + 1)));
			assertThat(client.readHead()).startsWith("HTTP/1.1 413").contains("x-should-retry: false");
		}
		assertThat(this.server.readBytes).hasValue(0);
	}

	@Test
	void aChunkedBodyIsRefusedOneByteBeyondTheCap() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("transfer-encoding: chunked"));
			client.floodChunks(32 * 1024 * 1024 + 1);
			assertThat(client.readHead()).startsWith("HTTP/1.1 413").contains("connection: close");
		}
	}

	@Test
	void aBodyOfExactlyTheCapIsTaken() {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.limit = 1000;
		restart(settings);
		String body = "{\"model\":\"" + "m".repeat(1000 - 12) + "\"}";
		assertThat(this.server.post(IntakeServer.CHAT, body).statusCode()).isEqualTo(200);
		assertThat(this.server.post(IntakeServer.CHAT, body + " ").statusCode()).isEqualTo(413);
	}

	@Test
	void aWrongMethodIsToldTheRightOne() {
		HttpResponse<String> response = this.server.send(this.server.request("/v1/messages").GET());
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("allow")).hasValue("POST");
		HttpResponse<String> models = this.server.post("/v1/models", "{}");
		assertThat(models.statusCode()).isEqualTo(405);
		assertThat(models.headers().firstValue("allow")).hasValue("GET, HEAD");
	}

	@Test
	void aWrongContentTypeIsRefused() {
		HttpResponse<String> response = this.server.send(this.server.request("/v1/messages")
			.header("content-type", "text/plain")
			.POST(BodyPublishers.ofString("hello")));
		assertThat(response.statusCode()).isEqualTo(415);
	}

	@Test
	void anUnknownContentEncodingIsRefused() {
		HttpResponse<String> response = this.server.send(this.server.request("/v1/messages")
			.header("content-encoding", "zstd")
			.POST(BodyPublishers.ofString("hello")));
		assertThat(response.statusCode()).isEqualTo(415);
	}

	@Test
	void webSocketsAreRefused() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(WEBSOCKET.formatted("authorization: Bearer known\r\n"));
			assertThat(client.readHead()).startsWith("HTTP/1.1 426");
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			''
			{
			[]
			{"model":"a","model":"b"}
			nonsense
			""")
	void aBodyThatCannotBeReadIsRefused(String body) {
		assertThat(this.server.post(IntakeServer.CHAT, body).statusCode()).isEqualTo(400);
	}

	@Test
	void aDeepBodyIsRefused() {
		assertThat(this.server.post(IntakeServer.CHAT, "{\"a\":" + "[".repeat(100_000)).statusCode()).isEqualTo(400);
		assertThat(this.server.post(IntakeServer.CHAT, IntakeServer.HELLO).statusCode()).isEqualTo(200);
	}

	@Test
	void aBombIsRefusedWithoutBeingBlownUp() throws IOException {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.limit = 4 * 1024 * 1024;
		settings.joinedBytes = 16 * 1024 * 1024;
		restart(settings);
		byte[] bomb = gzip(new byte[64 * 1024 * 1024]);
		HttpResponse<String> response = this.server.send(this.server.request(IntakeServer.CHAT)
			.header("content-encoding", "gzip")
			.POST(BodyPublishers.ofByteArray(bomb)));
		assertThat(response.statusCode()).isEqualTo(413);
	}

	@Test
	void aBodyThatIsNotWhatItsEncodingSaysIsRefused() {
		HttpResponse<String> response = this.server.send(this.server.request(IntakeServer.CHAT)
			.header("content-encoding", "gzip")
			.POST(BodyPublishers.ofString(IntakeServer.HELLO)));
		assertThat(response.statusCode()).isEqualTo(400);
	}

	@Test
	void bodiesBeyondTheBoundOfAllCallsAreToldToWait() throws IOException {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.joinedBytes = 1000;
		restart(settings);
		try (RawClient first = new RawClient(this.server)) {
			first.send(RawClient.head("content-length: 900"));
			Awaitility.await().until(() -> this.server.joined.held() == 900);
			HttpResponse<String> response = this.server.post(IntakeServer.CHAT, "{" + " ".repeat(199) + "}");
			assertThat(response.statusCode()).isEqualTo(503);
			assertThat(response.headers().firstValue("retry-after")).hasValue("1");
			assertThat(response.headers().firstValue("retry-after-ms")).hasValue("1000");
			assertThat(response.headers().firstValue("x-should-retry")).isEmpty();
		}
		Awaitility.await().until(() -> this.server.joined.held() == 0);
		assertThat(this.server.post(IntakeServer.CHAT, IntakeServer.HELLO).statusCode()).isEqualTo(200);
	}

	@Test
	void chunkedBodiesCountTowardsTheBoundAsTheyGrow() throws IOException {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.joinedBytes = 100_000;
		restart(settings);
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("transfer-encoding: chunked"));
			client.floodChunks(300_000);
			assertThat(client.readHead()).startsWith("HTTP/1.1 503");
		}
	}

	@Test
	void aSlowBodyIsGivenUp() throws IOException {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.timeout = Duration.ofMillis(50);
		restart(settings);
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("content-length: 100") + "{");
			assertThat(client.readHead()).startsWith("HTTP/1.1 408").contains("connection: close");
		}
	}

	@Test
	void anAbortedUploadReturnsWhatItHeld() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("content-length: 100000") + "x".repeat(5000));
			Awaitility.await().until(() -> this.server.joined.held() == 100_000);
			client.reset();
		}
		Awaitility.await().until(() -> this.server.joined.held() == 0);
		assertThat(this.server.calls).hasValue(0);
	}

	@Test
	void oneHundredContinueIsSentOnlyToKnownCallers() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("expect: 100-continue\r\ncontent-length: " + IntakeServer.HELLO.length()));
			assertThat(client.readHead()).startsWith("HTTP/1.1 100");
			client.send(IntakeServer.HELLO);
			assertThat(client.readHead()).startsWith("HTTP/1.1 200");
		}
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.strangersHead("expect: 100-continue\r\ncontent-length: 30000000"));
			assertThat(client.readHead()).startsWith("HTTP/1.1 401").contains("connection: close");
			client.readBody();
			assertThat(client.isAtEnd()).isTrue();
		}
	}

	@Test
	void whatFailsInsideIsToldWithoutDetails() {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.handler = exchange -> {
			throw new IllegalStateException("the password is xyzzy");
		};
		restart(settings);
		HttpResponse<String> response = this.server.post("/v1/messages", IntakeServer.HELLO);
		assertThat(response.statusCode()).isEqualTo(500);
		assertThat(response.body()).doesNotContain("xyzzy");
	}

	@Test
	void aCallWithoutARouteIsNotFoundInItsDialect() {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.handler = exchange -> Mono
			.error(new ResponseStatusException(org.springframework.http.HttpStatus.NOT_FOUND));
		restart(settings);
		HttpResponse<String> response = this.server.post("/v1/messages", IntakeServer.HELLO);
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(response.body()).contains("No route takes this call");
	}

	@Test
	void anAiRouteOnAnotherPathIsNotFound() {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.handler = exchange -> {
			exchange.getAttributes().put(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR, "route");
			return Mono.fromRunnable(() -> ClientCall.of(exchange));
		};
		restart(settings);
		assertThat(this.server.post("/elsewhere", "{}").statusCode()).isEqualTo(404);
	}

	@Test
	void headGetsNoBody() {
		HttpResponse<String> response = this.server
			.send(HttpRequest.newBuilder(this.server.uri("/v1/models")).method("HEAD", BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(response.body()).isEmpty();
	}

	private void restart(IntakeServer.Settings settings) {
		this.server.close();
		this.server = new IntakeServer(settings);
	}

	private void assertHeldIsReleased() {
		Awaitility.await().until(() -> this.server.joined.held() == 0);
	}

	static byte[] gzip(byte[] plain) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(plain);
		}
		return out.toByteArray();
	}

}
