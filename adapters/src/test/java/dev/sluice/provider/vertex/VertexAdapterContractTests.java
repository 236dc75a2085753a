package dev.sluice.provider.vertex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Target;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;
import dev.sluice.wire.JoinedBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VertexAdapterContractTests extends ProviderAdapterContract {

	private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

	private Instant now = NOON;

	private final VertexAdapter adapter = new VertexAdapter(new Clock() {

		@Override
		public ZoneOffset getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(java.time.ZoneId zone) {
			return this;
		}

		@Override
		public Instant instant() {
			return VertexAdapterContractTests.this.now;
		}

	});

	@Override
	protected ProviderAdapter adapter() {
		return this.adapter;
	}

	@Override
	protected String providerName() {
		return "vertex";
	}

	/** Tested elsewhere: models carry their publisher, or stand in the path. */
	@Override
	public Stream<Dialect> dialects() {
		return super.dialects()
			.filter((dialect) -> dialect != Dialect.OPENAI_CHAT && dialect != Dialect.ANTHROPIC_MESSAGES);
	}

	@ParameterizedTest
	@CsvSource({
			"gemini-generate, /v1/projects/p/locations/global/publishers/google/models/gemini-2.5-pro:generateContent",
			"gemini-count-tokens, /v1/projects/p/locations/global/publishers/google/models/gemini-2.5-pro:countTokens",
			"openai-chat, /v1/projects/p/locations/global/endpoints/openapi/chat/completions" })
	void goesToTheProjectInItsRegion(String dialect, String path) {
		TestCall call = TestCall.of(Objects.requireNonNull(Dialect.byId(dialect)))
			.path("/v1beta/models/x:generateContent");
		assertThat(this.adapter.path(vertex("VERTEX_ACCESS_TOKEN=t"), call.build(), target("gemini-2.5-pro")))
			.isEqualTo(path);
	}

	@ParameterizedTest
	@CsvSource({ "gemini-2.5-pro, google/gemini-2.5-pro", "meta/llama-4, meta/llama-4" })
	void namesThePublisherInOpenAisDialect(String model, String sent) {
		TestCall call = TestCall.chat("m").body("{\"model\":\"m\"}");
		assertThat(call.after(this.adapter.splices(vertex("VERTEX_ACCESS_TOKEN=t"), call.build(), target(model), 9)))
			.isEqualTo("{\"max_tokens\":9,\"model\":\"" + sent + "\"}");
	}

	@Test
	void countsWhatGeminiWantsWrappedWithoutItsWrap() {
		String json = "{\"generateContentRequest\":{\"model\":\"models/m\",\"contents\":[{\"a\":1}]}}";
		TestCall call = TestCall.of(Dialect.GEMINI_COUNT_TOKENS).model("m").body(json);
		ClientCall sent = call.build();
		sent = sent.with(sent.envelope(), new JoinedBody(json.getBytes(StandardCharsets.UTF_8), json.length()));
		assertThat(call.after(this.adapter.splices(vertex("VERTEX_ACCESS_TOKEN=t"), sent, target("m"), -1)))
			.isEqualTo("{\"contents\":[{\"a\":1}]}");
	}

	@Test
	void signsTokensOfItsServiceAccountAndRenewsThemInTime(@TempDir Path folder)
			throws IOException, GeneralSecurityException {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		KeyPair keys = generator.generateKeyPair();
		Path file = folder.resolve("account.json");
		Files.write(file,
				JsonMapper.shared()
					.writeValueAsBytes(Map.of("client_email", "bot@p.iam", "private_key_id", "k1", "private_key",
							"-----BEGIN PRIVATE KEY-----\n"
									+ Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
									+ "\n-----END PRIVATE KEY-----\n")));
		Provider vertex = vertex("sluice.providers.vertex.settings.service-account-file=" + file);
		this.adapter.prepare(vertex, null);
		String first = token(vertex);
		String[] parts = first.split("\\.");
		Signature signature = Signature.getInstance("SHA256withRSA");
		signature.initVerify(keys.getPublic());
		signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
		assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
		JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
		assertThat(claims.path("iss").asString()).isEqualTo("bot@p.iam");
		assertThat(claims.path("aud").asString()).isEqualTo("https://aiplatform.googleapis.com/");
		assertThat(claims.path("exp").asLong()).isEqualTo(NOON.plus(Duration.ofHours(1)).getEpochSecond());
		this.now = NOON.plus(Duration.ofMinutes(54));
		assertThat(token(vertex)).isEqualTo(first);
		this.now = NOON.plus(Duration.ofMinutes(55));
		assertThat(token(vertex)).isNotEqualTo(first);
	}

	@Test
	void refusesToStartWithoutAUsableCredential(@TempDir Path folder) throws IOException {
		assertThatThrownBy(() -> this.adapter.prepare(vertex("x=y"), null))
			.hasMessageContaining("settings.service-account-file");
		Path file = Files.writeString(folder.resolve("other.json"), "{\"private_key\":\"canary\"}");
		assertThatThrownBy(() -> this.adapter
			.prepare(vertex("sluice.providers.vertex.settings.service-account-file=" + file), null))
			.hasMessageContaining("is no key of a service account")
			.hasMessageNotContaining("canary");
	}

	@Test
	void isCheckedAtStart() {
		Catalogue catalogue = TestProviders.catalogue("VERTEXAI_PROJECT=p");
		assertThatThrownBy(() -> TestProviders.adapters().serving(catalogue))
			.hasMessageStartingWith("Provider 'vertex' has no credential.");
	}

	private String token(Provider vertex) {
		HttpHeaders headers = new DefaultHttpHeaders();
		this.adapter.headers(vertex, TestCall.of(Dialect.GEMINI_GENERATE).build(), headers, null);
		return headers.get("authorization").substring("Bearer ".length());
	}

	private static Target target(String model) {
		return new Target("vertex", model, "official", null, "test");
	}

	private static Provider vertex(String setting) {
		return Objects.requireNonNull(TestProviders.catalogue("VERTEXAI_PROJECT=p", setting).find("vertex"));
	}

}
