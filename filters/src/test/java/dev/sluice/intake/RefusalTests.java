package dev.sluice.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
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
		try (Socket socket = this.server.connect()) {
			send(socket, WEBSOCKET.formatted(""));
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 401");
		}
	}

	@Test
	void aKeptConnectionServesTheNextCallAfterASmallRefusedOne() throws IOException {
		try (Socket socket = this.server.connect()) {
			send(socket, head("", "content-length: 5") + "{\"a\":");
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 401");
			socket.getInputStream().readNBytes(bodyLength);
			send(socket, head("authorization: Bearer x", "content-length: " + IntakeServer.HELLO.length())
					+ IntakeServer.HELLO);
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 200");
		}
	}

	private int bodyLength;

	@Test
	void ofAHugeUploadWithoutAKeyLittleIsRead() throws IOException {
		try (Socket socket = this.server.connect()) {
			send(socket, head("", "transfer-encoding: chunked"));
			long sent = flood(socket, 64 * 1024 * 1024);
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 401").contains("connection: close");
			assertThat(sent).isLessThan(64 * 1024 * 1024);
		}
		assertThat(this.server.readBytes.get()).isLessThan(1024 * 1024);
		assertThat(this.server.calls).hasValue(0);
	}

	@Test
	void aBodyThatAnnouncesTooMuchIsNotRead() throws IOException {
		try (Socket socket = this.server.connect()) {
			send(socket, head("authorization: Bearer x", "content-length: " + (32 * 1024 * 1024 + 1)));
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 413").contains("x-should-retry: false");
		}
		assertThat(this.server.readBytes).hasValue(0);
	}

	@Test
	void aChunkedBodyIsRefusedOneByteBeyondTheCap() throws IOException {
		try (Socket socket = this.server.connect()) {
			send(socket, head("authorization: Bearer x", "transfer-encoding: chunked"));
			flood(socket, 32 * 1024 * 1024 + 1);
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 413").contains("connection: close");
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
		try (Socket socket = this.server.connect()) {
			send(socket, WEBSOCKET.formatted("authorization: Bearer known\r\n"));
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 426");
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
		try (Socket first = this.server.connect()) {
			send(first, head("authorization: Bearer x", "content-length: 900"));
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
		try (Socket socket = this.server.connect()) {
			send(socket, head("authorization: Bearer x", "transfer-encoding: chunked"));
			flood(socket, 300_000);
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 503");
		}
	}

	@Test
	void aSlowBodyIsGivenUp() throws IOException {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.timeout = Duration.ofMillis(50);
		restart(settings);
		try (Socket socket = this.server.connect()) {
			send(socket, head("authorization: Bearer x", "content-length: 100") + "{");
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 408").contains("connection: close");
		}
	}

	@Test
	void anAbortedUploadReturnsWhatItHeld() throws IOException {
		try (Socket socket = this.server.connect()) {
			send(socket, head("authorization: Bearer x", "content-length: 100000") + "x".repeat(5000));
			Awaitility.await().until(() -> this.server.joined.held() == 100_000);
			socket.setSoLinger(true, 0);
		}
		Awaitility.await().until(() -> this.server.joined.held() == 0);
		assertThat(this.server.calls).hasValue(0);
	}

	@Test
	void oneHundredContinueIsSentOnlyToKnownCallers() throws IOException {
		try (Socket socket = this.server.connect()) {
			send(socket, head("authorization: Bearer x",
					"expect: 100-continue\r\ncontent-length: " + IntakeServer.HELLO.length()));
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 100");
			send(socket, IntakeServer.HELLO);
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 200");
		}
		try (Socket socket = this.server.connect()) {
			send(socket, head("", "expect: 100-continue\r\ncontent-length: 30000000"));
			assertThat(readHead(socket.getInputStream())).startsWith("HTTP/1.1 401").contains("connection: close");
			socket.getInputStream().readNBytes(this.bodyLength);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
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

	private static String head(String authorization, String rest) {
		return "POST " + IntakeServer.CHAT + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
				+ (authorization.isEmpty() ? "" : authorization + "\r\n") + rest + "\r\n\r\n";
	}

	private static void send(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
		socket.getOutputStream().flush();
	}

	/** Sends chunks until all are sent or the server closes. */
	private static long flood(Socket socket, long bytes) {
		byte[] chunk = new byte[16 * 1024];
		java.util.Arrays.fill(chunk, (byte) ' ');
		long sent = 0;
		try {
			OutputStream out = socket.getOutputStream();
			while (sent < bytes) {
				int size = (int) Math.min(chunk.length, bytes - sent);
				out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
				out.write(chunk, 0, size);
				out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
				sent += size;
			}
		}
		catch (IOException ex) {
			return sent;
		}
		return sent;
	}

	private String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				break;
			}
			head.append((char) next);
		}
		String text = head.toString().toLowerCase(java.util.Locale.ROOT).replace("http/1.1", "HTTP/1.1");
		int at = text.indexOf("content-length: ");
		this.bodyLength = (at < 0) ? 0 : Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
		return text;
	}

}
