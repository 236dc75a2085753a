package dev.sluice.app;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.declare.DeclaredRoutes;
import dev.sluice.record.EventPublisher;
import dev.sluice.record.GatewayEvent.RoutesChanged;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class RoutesAdminTests {

	private static final String ROUTES = "/admin/api/v1/routes";

	private static final String OWN = """
			routes:
			  - id: own
			    uri: https://user:secret@example.com/x
			    predicates: [ AiModel=own-* ]
			    filters: [ StripPrefix=1 ]
			""";

	private static RunningGateway gateway;

	@BeforeAll
	static void start() throws IOException {
		Path home = Files.createTempDirectory("sluice-home");
		write(home, OWN);
		gateway = RunningGateway.startIn(home, "sluice.routes.watch=false");
	}

	@AfterAll
	static void stop() {
		gateway.close();
	}

	@Test
	void listsTheRoutesInForceWithTheirSourceAndWithoutCredentials() {
		HttpResponse<String> answer = gateway.get(ROUTES + "?limit=1");
		assertThat(answer.statusCode()).isEqualTo(200);
		JsonNode own = json(answer).at("/data/0");
		assertThat(own.path("id").asString()).isEqualTo("own");
		assertThat(own.path("uri").asString()).isEqualTo("https://example.com/x");
		assertThat(own.path("file").asString()).endsWith("own.yaml");
		assertThat(own.path("line").asInt()).isEqualTo(2);
		assertThat(own.at("/predicates/0/name").asString()).isEqualTo("AiModel");
		assertThat(own.at("/filters/0/name").asString()).isEqualTo("StripPrefix");
	}

	@Test
	void pagesThroughTheWholeListOnce() {
		List<String> ids = new ArrayList<>();
		String query = "?limit=7";
		while (query != null) {
			JsonNode page = json(gateway.get(ROUTES + query));
			page.path("data").forEach((route) -> ids.add(route.path("id").asString()));
			String next = page.path("next_cursor").asString("");
			query = next.isEmpty() ? null : "?limit=7&cursor=" + next;
		}
		assertThat(ids).doesNotHaveDuplicates()
			.hasSize(gateway.bean(DeclaredRoutes.class).routes().size())
			.startsWith("own", "openai-chat");
	}

	@Test
	void isNotSentAgainWhileItIsTheSame() {
		String etag = gateway.get(ROUTES).headers().firstValue("etag").orElseThrow();
		assertThat(gateway.get(ROUTES, "if-none-match", etag).statusCode()).isEqualTo(304);
	}

	@Test
	void validatesAFileAndAppliesNothing() {
		JsonNode verdict = json(validate("?name=other.yaml", OWN.replace("AiModel", "AiModle")));
		assertThat(verdict.path("valid").asBoolean()).isFalse();
		JsonNode problem = verdict.at("/problems/0");
		assertThat(problem.path("file").asString()).isEqualTo("other.yaml");
		assertThat(problem.path("line").asInt()).isEqualTo(2);
		assertThat(verdict.path("problems").toString()).contains("declared already");
		assertThat(validate("", OWN.replace("AiModel", "AiModle").replace("id: own", "id: other")).body())
			.contains("\"submitted.yaml\",\"line\":4", "unknown predicate 'AiModle'");

		JsonNode good = json(validate("?name=own.yaml", OWN.replace("own-", "new-")));
		assertThat(good.path("valid").asBoolean()).isTrue();
		assertThat(good.path("problems")).isEmpty();
		assertThat(json(gateway.get(ROUTES + "?limit=1")).toString()).contains("own-*");
	}

	@Test
	void refusesNamesThatLeadElsewhereAndOtherContent() {
		assertThat(validate("?name=..%2Fx.yaml", OWN).statusCode()).isEqualTo(422);
		assertThat(send("", OWN, "application/json").statusCode()).isEqualTo(415);
		HttpRequest.Builder latin = gateway.request(ROUTES + "/validate")
			.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[] { (byte) 0xe4 }));
		assertThat(gateway.send(latin).statusCode()).isEqualTo(400);
	}

	@Test
	void showsTheSchemaOfThisGatewaysFactories() {
		HttpResponse<String> schema = gateway.get(ROUTES + "/schema");
		assertThat(schema.headers().firstValue("content-type")).contains("application/schema+json");
		assertThat(schema.body()).contains("AiAuth", "AiModel");
	}

	@Test
	void tellsWhatBecameOfChangedFiles() throws IOException {
		DeclaredRoutes routes = gateway.bean(DeclaredRoutes.class);
		StepVerifier.create(gateway.bean(EventPublisher.class).subscribe(RoutesChanged.class)).then(() -> {
			write(gateway.home(), OWN + "nonsense: 1\n");
			routes.reload();
		}).assertNext((refused) -> {
			assertThat(refused.applied()).isFalse();
			assertThat(refused.routes()).contains("own");
			assertThat(refused.problems()).singleElement().asString().contains("own.yaml:6:1: unknown key 'nonsense'");
			assertThat(json(gateway.get(ROUTES + "/problems")).at("/data/0/line").asInt()).isEqualTo(6);
		}).then(() -> {
			write(gateway.home(), OWN);
			routes.reload();
		}).assertNext((recovered) -> {
			assertThat(recovered.applied()).isTrue();
			assertThat(recovered.problems()).isEmpty();
			assertThat(json(gateway.get(ROUTES + "/problems")).path("data")).isEmpty();
		}).thenCancel().verify(Duration.ofSeconds(20));
	}

	private static HttpResponse<String> validate(String query, String yaml) {
		return send(query, yaml, "application/yaml");
	}

	private static HttpResponse<String> send(String query, String yaml, String type) {
		return gateway.send(gateway.request(ROUTES + "/validate" + query)
			.header("content-type", type)
			.POST(HttpRequest.BodyPublishers.ofString(yaml)));
	}

	private static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private static void write(Path home, String yaml) {
		try {
			Path folder = Files.createDirectories(home.resolve("config/routes"));
			Files.writeString(folder.resolve("own.yaml"), yaml);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
