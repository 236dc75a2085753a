package dev.sluice.intake;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.Deflater;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;

import static org.assertj.core.api.Assertions.assertThat;

class ClientCallWebFilterTests {

	private final IntakeServer server = IntakeServer.start();

	@AfterEach
	void stop() {
		Awaitility.await().until(() -> this.server.joined.held() == 0);
		this.server.close();
	}

	@Test
	void aCallCarriesWhoAsksWhat() {
		HttpResponse<String> response = this.server.post(IntakeServer.CHAT + "?a=b", IntakeServer.HELLO);
		ClientCall call = this.server.call.get();
		assertThat(call.dialect()).isEqualTo(Dialect.OPENAI_CHAT);
		assertThat(call.envelope().model()).isEqualTo("gpt-4o");
		assertThat(call.envelope().stream()).isTrue();
		assertThat(call.caller()).isEqualTo(TestCallers.KNOWN);
		assertThat(call.path()).isEqualTo(IntakeServer.CHAT);
		assertThat(call.rawQuery()).isEqualTo("a=b");
		assertThat(call.body().length()).isEqualTo(IntakeServer.HELLO.length());
		assertThat(response.body()).isEqualTo(IntakeServer.HELLO);
		assertThat(response.headers().firstValue("x-request-id")).hasValue(call.requestId());
	}

	@Test
	void theClientsRequestIdIsKeptWhenItIsFitForALog() {
		assertThat(idFor("my-Id_1.2")).isEqualTo("my-Id_1.2");
		assertThat(idFor("a b")).matches("req_[0-9a-z]{22}");
		assertThat(idFor("x".repeat(129))).matches("req_[0-9a-z]{22}");
	}

	private String idFor(String sent) {
		return this.server
			.send(this.server.request(IntakeServer.CHAT)
				.header("x-request-id", sent)
				.POST(BodyPublishers.ofString(IntakeServer.HELLO)))
			.headers()
			.firstValue("x-request-id")
			.orElseThrow();
	}

	@Test
	void geminiCallsTakeModelAndStreamFromThePath() {
		this.server.post("/v1beta/models/gemini-pro:streamGenerateContent?alt=sse", "{\"contents\":[]}");
		ClientCall call = this.server.call.get();
		assertThat(call.envelope().model()).isEqualTo("gemini-pro");
		assertThat(call.envelope().stream()).isTrue();
		assertThat(call.envelope().modelSpan()).isNull();
	}

	@Test
	void modelListsNeedNoBody() {
		this.server.send(this.server.request("/v1/models/a/b").GET());
		ClientCall call = this.server.call.get();
		assertThat(call.dialect()).isEqualTo(Dialect.OPENAI_MODELS);
		assertThat(call.envelope().model()).isEqualTo("a/b");
	}

	@Test
	void helloNeedsNoKey() {
		HttpResponse<String> response = this.server
			.send(HttpRequest.newBuilder(this.server.uri("/api/hello")).method("HEAD", BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(this.server.call.get().caller().permissions()).isEmpty();
	}

	@Test
	void aChunkedBodyIsWhole() {
		String body = "{\"model\":\"m\",\"input\":\"" + "x".repeat(3_000_000) + "\"}";
		HttpResponse<String> response = this.server.send(this.server.request("/v1/embeddings")
			.POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(body))));
		assertThat(response.body()).isEqualTo(body);
	}

	@Test
	void manyBodySizesAreWhole() {
		for (int size : List.of(1, 1000, 20_000, 70_000, 1_000_000)) {
			String body = "{\"model\":\"m\",\"input\":\"" + "x".repeat(size) + "\"}";
			assertThat(this.server.post("/v1/embeddings", body).body()).isEqualTo(body);
		}
	}

	@Test
	void compressedBodiesAreDecodedAndSaySo() throws IOException {
		String body = "{\"model\":\"m\",\"input\":\"" + "x".repeat(100_000) + "\"}";
		assertThat(encoded("gzip", RefusalTests.gzip(body.getBytes()))).isEqualTo(body);
		assertThat(this.server.call.get().headers().containsHeader("content-encoding")).isFalse();
		assertThat(this.server.call.get().headers().getContentLength()).isEqualTo(body.length());
		assertThat(encoded("deflate", deflate(body, false))).isEqualTo(body);
		assertThat(encoded("deflate", deflate(body, true))).isEqualTo(body);
	}

	private String encoded(String encoding, byte[] body) {
		return this.server
			.send(this.server.request("/v1/embeddings")
				.header("content-encoding", encoding)
				.POST(BodyPublishers.ofByteArray(body)))
			.body();
	}

	private static byte[] deflate(String text, boolean bare) {
		Deflater deflater = new Deflater(9, bare);
		deflater.setInput(text.getBytes());
		deflater.finish();
		byte[] out = new byte[text.length()];
		int length = deflater.deflate(out);
		deflater.end();
		return java.util.Arrays.copyOf(out, length);
	}

	@Test
	void otherPathsPassUntouchedInConstantMemory() {
		byte[] chunk = new byte[64 * 1024];
		HttpResponse<String> response = this.server.send(HttpRequest.newBuilder(this.server.uri("/upload"))
			.POST(BodyPublishers
				.ofByteArrays(() -> java.util.stream.Stream.generate(() -> chunk).limit(1024).iterator())));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-request-id")).isEmpty();
		assertThat(this.server.passedBytes).hasValue(64L * 1024 * 1024);
		assertThat(this.server.call.get()).isNull();
	}

	@Test
	void permitsAreReturnedWhenCallsEnd() {
		for (int i = 0; i < 100; i++) {
			this.server.post(IntakeServer.CHAT, IntakeServer.HELLO);
		}
		Awaitility.await().until(() -> this.server.joined.held() == 0);
	}

}
