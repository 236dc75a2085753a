package dev.sluice.intake;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Objects;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormIntakeTests {

	private static final String PATH = "/v1/audio/transcriptions";

	@TempDir
	private Path spool;

	private IntakeServer server;

	@BeforeEach
	void start() {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.spool = this.spool;
		settings.limit = 1024 * 1024;
		settings.storedBytes = 900 * 1024;
		this.server = new IntakeServer(settings);
	}

	@AfterEach
	void stop() {
		Awaitility.await().until(() -> this.server.joined.held() == 0 && this.server.stored.held() == 0);
		Awaitility.await().until(() -> files() == 0);
		this.server.close();
	}

	@ParameterizedTest
	@ValueSource(ints = { 10, 100_000, 500_000 })
	void theModelIsFoundBehindTheFile(int size) {
		String form = form(size);
		HttpResponse<String> response = post(form, "multipart/form-data; boundary=XX");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).isEqualTo(form);
		assertThat(this.server.call.get().envelope().model()).isEqualTo("whisper-1");
	}

	@Test
	void aFormBeyondTheCapIsRefused() {
		assertThat(post(form(1024 * 1024), "multipart/form-data; boundary=XX").statusCode()).isEqualTo(413);
	}

	@Test
	void filesHaveABoundOfTheirOwn() {
		assertThat(post(form(800 * 1024), "multipart/form-data; boundary=XX").statusCode()).isEqualTo(200);
		HttpResponse<String> refused = post(form(1000 * 1024), "multipart/form-data; boundary=XX");
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.headers().firstValue("retry-after")).hasValue("1");
		assertThat(post(form(10), "multipart/form-data; boundary=XX").statusCode()).isEqualTo(200);
	}

	@Test
	void jsonIsNotAForm() {
		assertThat(post("{}", "application/json").statusCode()).isEqualTo(415);
	}

	private HttpResponse<String> post(String body, String contentType) {
		return this.server
			.send(this.server.request(PATH).header("content-type", contentType).POST(BodyPublishers.ofString(body)));
	}

	private static String form(int size) {
		return "--XX\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n" + "a".repeat(size)
				+ "\r\n--XX\r\ncontent-disposition: form-data; name=\"model\"\r\n\r\nwhisper-1\r\n--XX--\r\n";
	}

	// Names only: a file may go while one looks at it.
	private int files() {
		return Objects.requireNonNull(this.spool.toFile().list()).length;
	}

}
