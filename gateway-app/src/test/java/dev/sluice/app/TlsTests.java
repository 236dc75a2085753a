package dev.sluice.app;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** TLS on both sides, by Boot's bundles. */
@Timeout(60)
class TlsTests {

	private static final char[] PASSWORD = "changeit".toCharArray();

	private static final String BODY = "{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	private static final String ANSWER = "{\"id\":\"1\",\"choices\":[{\"message\":{\"content\":\"all\"}}]}";

	@TempDir
	private static Path folder;

	private static Path store;

	private static SSLContext context;

	private static RawUpstream upstream;

	@BeforeAll
	static void start() throws Exception {
		store = folder.resolve("self-signed.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "it", "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
				"SAN=dns:localhost,ip:127.0.0.1", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass",
				new String(PASSWORD))
			.redirectErrorStream(true)
			.start();
		assertThat(keytool.waitFor(20, TimeUnit.SECONDS)).isTrue();
		context = context();
		upstream = new RawUpstream(
				context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()));
		upstream.on((connection) -> {
			connection.request();
			connection.say("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + ANSWER.length()
					+ "\r\n\r\n" + ANSWER);
			connection.awaitEnd();
		});
	}

	@AfterAll
	static void stop() throws IOException {
		upstream.close();
	}

	private static SSLContext context() throws Exception {
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(store)) {
			keys.load(in, PASSWORD);
		}
		KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		keyManagers.init(keys, PASSWORD);
		TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("it", keys.getCertificate("it"));
		trustManagers.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
		return context;
	}

	private static RunningGateway gateway(String url, String... more) {
		String[] all = new String[more.length + 2];
		all[0] = "OPENAI_API_KEY=x";
		all[1] = "OPENAI_BASE_URL=" + url + "/v1";
		System.arraycopy(more, 0, all, 2, more.length);
		return RunningGateway.start(all);
	}

	private static String url() {
		return "https://localhost:" + upstream.port();
	}

	private static String bundle(String name, String kind) {
		return "spring.ssl.bundle.jks." + name + "." + kind + ".";
	}

	@Test
	void aProviderIsTrustedByTheBundleOfTheHttpClient() {
		try (RunningGateway gateway = gateway(url(), bundle("up", "truststore") + "location=" + store.toUri(),
				bundle("up", "truststore") + "password=changeit",
				"spring.cloud.gateway.server.webflux.httpclient.ssl.ssl-bundle=up")) {
			HttpResponse<String> response = gateway.post("/v1/chat/completions", BODY);
			assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
			assertThat(response.body()).isEqualTo(ANSWER);
		}
	}

	@Test
	void anUntrustedProviderIsNotTalkedTo() {
		upstream.clear();
		try (RunningGateway gateway = gateway(url())) {
			HttpResponse<String> response = gateway.post("/v1/chat/completions", BODY);
			assertThat(response.statusCode()).isEqualTo(502);
			assertThat(response.body()).contains("openai", "could not be reached over TLS");
			assertThat(upstream.requests()).isEmpty();
		}
	}

	@Test
	void aProviderThatDoesNotSpeakTlsGetsNoPlaintext() throws IOException {
		try (RawUpstream plain = new RawUpstream()) {
			plain.on((connection) -> {
				connection.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
				connection.request();
			});
			try (RunningGateway gateway = gateway("https://localhost:" + plain.port())) {
				HttpResponse<String> response = gateway.post("/v1/chat/completions", BODY);
				assertThat(response.statusCode()).as(response.body()).isEqualTo(502);
				assertThat(response.body()).contains("openai", "could not be reached over TLS");
				assertThat(plain.requests()).noneMatch((request) -> request.start().contains("HTTP"));
			}
		}
	}

	@Test
	void theGatewayItselfSpeaksTlsByItsServerBundle() throws IOException {
		try (RunningGateway gateway = RunningGateway.start(bundle("own", "keystore") + "location=" + store.toUri(),
				bundle("own", "keystore") + "password=changeit", "server.ssl.bundle=own",
				"management.server.ssl.enabled=false");
				SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.port())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream()
				.write(("GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + RawClient.key() + "\r\n\r\n").getBytes());
			RawReply reply = RawReply.read(socket.getInputStream(), true);
			assertThat(reply).isNotNull();
			assertThat(reply.status()).isEqualTo(200);
		}
	}

}
