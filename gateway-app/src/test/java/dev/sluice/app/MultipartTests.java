package dev.sluice.app;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Uploads whose model may stand behind the file. */
@Timeout(60)
class MultipartTests {

	private static SimulatedProvider first;

	private static SimulatedProvider second;

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws Exception {
		first = SimulatedProvider.start();
		second = SimulatedProvider.start();
		java.nio.file.Path home = java.nio.file.Files.createTempDirectory("sluice-home");
		java.nio.file.Files.createDirectories(home.resolve("config/routes"));
		java.nio.file.Files.writeString(home.resolve("config/routes/speech.yaml"), """
				aliases:
				  dictation: [openai/whisper-1, backup/whisper-large]
				""");
		gateway = RunningGateway.startIn(home, "OPENAI_API_KEY=one", "OPENAI_BASE_URL=" + first.baseUrl() + "/v1",
				"sluice.providers.backup.api-key=two", "sluice.providers.backup.base-url=" + second.baseUrl() + "/v1",
				"sluice.http.spool-threshold=64KB");
	}

	@AfterAll
	static void stop() {
		gateway.close();
		first.close();
		second.close();
	}

	@Test
	void aModelBehindALargeFileIsFoundReplacedAndTheUploadReplayed() {
		first.script("*", Script.of("status=503"));
		String file = "RIFF".repeat(100_000);
		HttpResponse<String> response = upload(file);
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-attempts")).hasValue("2");
		LoggedCall sent = first.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		LoggedCall repeated = second.log().awaitCalls(1, Duration.ofSeconds(30)).get(0);
		assertThat(sent.bodyBytes()).isEqualTo(body(file, "whisper-1").length);
		assertThat(repeated.bodyBytes()).isEqualTo(body(file, "whisper-large").length);
		assertThat(repeated.header("content-type")).startsWith("multipart/form-data; boundary=");
	}

	private static HttpResponse<String> upload(String file) {
		return gateway.send(gateway.request("/v1/audio/transcriptions")
			.header("content-type", "multipart/form-data; boundary=\"x-'()+_,./:=?y\"")
			.POST(HttpRequest.BodyPublishers.ofByteArray(body(file, "dictation"))));
	}

	private static byte[] body(String file, String model) {
		String boundary = "--x-'()+_,./:=?y";
		return (boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n"
				+ "Content-Type: audio/wav\r\n\r\n" + file + "\r\n" + boundary
				+ "\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n" + model + "\r\n" + boundary + "--\r\n")
			.getBytes(StandardCharsets.ISO_8859_1);
	}

}
