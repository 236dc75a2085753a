package dev.sluice.intake;

import java.io.IOException;
import java.nio.file.Path;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients that send their whole body before they look at the answer. Whoever is known and
 * is refused gets to the end of it, since a connection that is closed under an upload
 * takes the answer with it.
 */
class RefusedUploadTests {

	private static final int CAP = 1024 * 1024;

	/** More than the sockets of both sides hold. */
	private static final int UPLOAD = 24 * 1024 * 1024;

	private static final int ENDLESS = 512 * 1024 * 1024;

	private static final String FORM = "multipart/form-data; boundary=XX";

	private static final String KNOWN = "authorization: Bearer x\r\n";

	@TempDir
	private Path spool;

	private IntakeServer server;

	@BeforeEach
	void start() {
		IntakeServer.Settings settings = new IntakeServer.Settings();
		settings.spool = this.spool;
		settings.limit = CAP;
		settings.joinedBytes = CAP;
		this.server = new IntakeServer(settings);
	}

	@AfterEach
	void stop() {
		Awaitility.await().until(() -> this.server.joined.held() == 0 && this.server.stored.held() == 0);
		this.server.close();
	}

	@Test
	void aBodyThatAnnouncesTooMuch() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("content-length: " + UPLOAD));
			assertThat(client.flood(UPLOAD)).isEqualTo(UPLOAD);
			assertAnswered(client, "HTTP/1.1 413");
		}
	}

	@Test
	void aChunkedBodyBeyondTheCap() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("transfer-encoding: chunked"));
			assertThat(client.floodChunks(UPLOAD)).isEqualTo(UPLOAD);
			client.send("0\r\n\r\n");
			assertAnswered(client, "HTTP/1.1 413");
		}
	}

	@Test
	void aFormThatAnnouncesTooMuch() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("/v1/audio/transcriptions", FORM, KNOWN + "content-length: " + UPLOAD));
			assertThat(client.flood(UPLOAD)).isEqualTo(UPLOAD);
			assertAnswered(client, "HTTP/1.1 413");
		}
	}

	@Test
	void aChunkedFormBeyondTheCap() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("/v1/audio/transcriptions", FORM, KNOWN + "transfer-encoding: chunked"));
			assertThat(client.floodChunks(UPLOAD)).isEqualTo(UPLOAD);
			client.send("0\r\n\r\n");
			assertAnswered(client, "HTTP/1.1 413");
		}
	}

	@Test
	void aBodyOfTheWrongType() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head(IntakeServer.CHAT, "text/plain", KNOWN + "content-length: " + UPLOAD));
			assertThat(client.flood(UPLOAD)).isEqualTo(UPLOAD);
			assertAnswered(client, "HTTP/1.1 415");
		}
	}

	@Test
	void aFormWithoutABoundary() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("/v1/audio/transcriptions", "multipart/form-data",
					KNOWN + "content-length: " + (CAP - 1)));
			assertThat(client.flood(CAP - 1)).isEqualTo(CAP - 1);
			assertAnswered(client, "HTTP/1.1 400");
		}
	}

	@Test
	void anEndlessUploadIsCut() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.head("transfer-encoding: chunked"));
			assertThat(client.floodChunks(ENDLESS)).isLessThan(ENDLESS);
		}
	}

	@Test
	void ofAStrangersUploadLittleIsRead() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.strangersHead("content-length: " + UPLOAD));
			assertThat(client.flood(UPLOAD)).isLessThan(UPLOAD);
		}
		assertThat(this.server.readBytes.get()).isLessThan(CAP);
	}

	@Test
	void aStrangerWhoStopsSendingIsNotWaitedFor() throws IOException {
		try (RawClient client = new RawClient(this.server)) {
			client.send(RawClient.strangersHead("content-length: " + UPLOAD));
			assertAnswered(client, "HTTP/1.1 401");
		}
	}

	private static void assertAnswered(RawClient client, String status) throws IOException {
		assertThat(client.readHead()).startsWith(status).contains("connection: close");
		assertThat(client.readBody()).startsWith("{").endsWith("}");
		assertThat(client.isAtEnd()).isTrue();
	}

}
