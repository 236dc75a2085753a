package dev.sluice.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import dev.sluice.call.CallerResolver;
import dev.sluice.call.Permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AdminApiTests {

	private static final String BASE = "/admin/api/v1";

	@TempDir
	static Path home;

	private static AdminServer server;

	@BeforeAll
	static void start() {
		server = new AdminServer(home, Notes.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@CsvSource({ "GET, /node, reader, 200", "GET, /node, writer, 403", "GET, /node, admin, 200",
			"GET, /node, stranger, 401", "GET, /events, reader, 403", "GET, /records, reader, 200",
			"GET, /records, writer, 403", "GET, /records, stranger, 401", "POST, /notes, reader, 403",
			"POST, /notes, writer, 403", "POST, /notes, stranger, 401", "PUT, /notes/1, reader, 403",
			"PUT, /notes/1, writer, 403", "DELETE, /notes/1, reader, 403", "DELETE, /notes/1, admin, 204",
			"GET, /secret, reader, 403", "GET, /secret, admin, 200", "GET, /nothing, stranger, 401",
			"GET, /nothing, reader, 404", "HEAD, /node, reader, 200", "HEAD, /node, stranger, 401",
			"HEAD, /events, admin, 200", "TRACE, /node, admin, 405" })
	void letsInWhoMay(String method, String path, String key, int status) {
		client(key).method(HttpMethod.valueOf(method))
			.uri(BASE + path)
			.exchange()
			.expectStatus()
			.isEqualTo(status)
			.expectBody()
			.returnResult();
	}

	@Test
	void anEndpointThatGivesMoreThanReadingNeedsAnAdmin() {
		AdminHandler handler = (request) -> Mono.just(AdminReply.noContent());
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new AdminEndpoint(HttpMethod.POST, "/x", Permission.READ, handler));
		assertThatIllegalStateException().isThrownBy(
				() -> new AdminRoutes(List.of(AdminEndpoint.post("/x", handler), AdminEndpoint.post("/x", handler))));
	}

	@Test
	void takesBothHeadersAndNeitherQueryNorCookieNorOtherSchemes() throws Exception {
		assertThat(get("/node", "x-api-key: reader")).startsWith("HTTP/1.1 200");
		assertThat(get("/node", "Authorization: bearer reader")).startsWith("HTTP/1.1 200");
		assertThat(get("/node?key=reader&api_key=reader", "x: y")).startsWith("HTTP/1.1 401");
		assertThat(get("/node", "Cookie: key=reader; session=reader")).startsWith("HTTP/1.1 401");
		assertThat(get("/node", "Authorization: Basic reader")).startsWith("HTTP/1.1 401");
		assertThat(get("/node", "x-goog-api-key: reader")).startsWith("HTTP/1.1 401");
	}

	@Test
	void aRefusalIsAProblemDocument() {
		client("stranger").get()
			.uri(BASE + "/node?a=b")
			.header("x-request-id", "my-id_1")
			.exchange()
			.expectStatus()
			.isUnauthorized()
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.valueEquals("x-request-id", "my-id_1")
			.expectHeader()
			.valueEquals("WWW-Authenticate", "Bearer")
			.expectHeader()
			.valueEquals("Cache-Control", "no-store")
			.expectBody()
			.json("""
					{"type":"urn:sluice:problem:unauthenticated","title":"Unauthorized","status":401,
					"detail":"Unknown key.","instance":"/admin/api/v1/node","request_id":"my-id_1"}""");
	}

	@Test
	void anIdThatCouldForgeALogLineIsReplaced() {
		client("reader").get()
			.uri(BASE + "/node")
			.header("x-request-id", "a b=c")
			.exchange()
			.expectHeader()
			.valueMatches("x-request-id", "[0-9a-f-]{36}")
			.expectBody()
			.returnResult();
	}

	@Test
	void aFaultOfTheGatewayShowsNoneOfItsText() {
		client("admin").get()
			.uri(BASE + "/broken")
			.exchange()
			.expectStatus()
			.isEqualTo(500)
			.expectBody(String.class)
			.value((body) -> assertThat(body).contains("urn:sluice:problem:internal").doesNotContain("hunter2"));
	}

	@Test
	void aReplyThatCannotBeWrittenIsAProblemToo() {
		client("admin").get()
			.uri(BASE + "/unwritable")
			.exchange()
			.expectStatus()
			.isEqualTo(500)
			.expectHeader()
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.expectHeader()
			.doesNotExist("ETag")
			.expectBody()
			.returnResult();
	}

	@Test
	void anotherMethodIsRefusedWithTheOnesThatExist() {
		client("admin").patch()
			.uri(BASE + "/node")
			.exchange()
			.expectStatus()
			.isEqualTo(405)
			.expectHeader()
			.valueEquals("Allow", "GET")
			.expectBody()
			.returnResult();
	}

	@Test
	void readersSeeLessOfTheNodeThanAdmins() {
		client("reader").get()
			.uri(BASE + "/node")
			.exchange()
			.expectBody()
			.jsonPath("$.id")
			.value((id) -> assertThat((String) id).startsWith("node_"))
			.jsonPath("$.version")
			.isNotEmpty()
			.jsonPath("$.uptime_seconds")
			.isNumber()
			.jsonPath("$.home")
			.doesNotExist()
			.jsonPath("$.settings")
			.doesNotExist();
		client("admin").get()
			.uri(BASE + "/node")
			.exchange()
			.expectBody()
			.jsonPath("$.home")
			.isEqualTo(home.toString())
			.jsonPath("$.settings['sluice.admin.base-path']")
			.isEqualTo(BASE);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{\"title\":\"a\",\"tags\":[{\"name\":\"x\",\"colour\":1}]} | unknown field | /tags/0/colour",
					"{\"title\":\"a\",\"a/b~\":1} | unknown field | /a~1b~0",
					"{\"title\":[1]} | missing or wrong value | /title",
					"{\"title\":\"\"} | title must not be empty | ``" })
	void refusesABodyThatDoesNotFitAndSaysWhere(String body, String detail, String pointer) {
		post(body).expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].detail")
			.isEqualTo(detail)
			.jsonPath("$.errors[0].pointer")
			.isEqualTo(pointer);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "null", "{", "{}{}", "{\"title\":\"a\",\"title\":\"b\"}", "{\"title\":\"a\"} x", "[]" })
	void refusesABodyThatIsNotOneObject(String body) {
		post(body).expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.type")
			.isEqualTo("urn:sluice:problem:invalid-request");
	}

	@Test
	void takesABodyThatFits() {
		post("{\"title\":\"a\",\"tags\":[{\"name\":\"x\"}]}").expectStatus()
			.isCreated()
			.expectHeader()
			.valueEquals("Location", BASE + "/notes/1")
			.expectBody()
			.json("{\"title\":\"a\",\"tags\":[{\"name\":\"x\"}]}");
	}

	@Test
	void refusesABodyThatIsTooLargeDeclaredOrNot() throws Exception {
		post("{\"title\":\"" + "x".repeat(1 << 20) + "\"}").expectStatus().isEqualTo(413).expectBody().returnResult();
		String chunk = Integer.toHexString(1 << 19) + "\r\n" + "x".repeat(1 << 19) + "\r\n";
		assertThat(server.status("POST " + BASE + "/notes HTTP/1.1\r\nHost: x\r\nx-api-key: admin\r\n"
				+ "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk
				+ "0\r\n\r\n"))
			.startsWith("HTTP/1.1 413");
	}

	@Test
	void refusesOtherMediaTypes() {
		client("admin").post()
			.uri(BASE + "/notes")
			.contentType(MediaType.TEXT_PLAIN)
			.bodyValue("{\"title\":\"a\"}")
			.exchange()
			.expectStatus()
			.isEqualTo(415)
			.expectBody()
			.returnResult();
	}

	@Test
	void changesOnlyWhatTheCallerHasSeen() {
		put("").expectStatus().isEqualTo(428).expectBody().returnResult();
		put("\"v0\"").expectStatus().isEqualTo(412).expectBody().returnResult();
		put("W/\"v1\"").expectStatus().isEqualTo(412).expectBody().returnResult();
		put("\"v0\", \"v1\"").expectStatus().isNoContent().expectBody().returnResult();
		put("*").expectStatus().isNoContent().expectBody().returnResult();
	}

	@Test
	void aKnownVersionIsNotSentAgain() {
		client("reader").get()
			.uri(BASE + "/notes/1")
			.exchange()
			.expectHeader()
			.valueEquals("ETag", "\"v1\"")
			.expectBody()
			.json("{\"title\":\"note 1\"}");
		client("reader").get()
			.uri(BASE + "/notes/1")
			.header("If-None-Match", "\"v1\"")
			.exchange()
			.expectStatus()
			.isNotModified()
			.expectBody()
			.isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "limit=0", "limit=201", "limit=-1", "limit=x", "limit=99999999999", "cursor=",
			"cursor=%20", "cursor=!!!", "cursor=L25vdGVzfDE", "cursor=L3JlY29yZHN8eA" })
	void refusesPagesThatItDidNotOffer(String query) {
		client("reader").get()
			.uri(BASE + "/records?" + query)
			.exchange()
			.expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors[0].pointer")
			.isEqualTo(query.substring(0, query.indexOf('=')));
	}

	@Test
	void withoutAResolverNobodyGetsIn() {
		try (AdminServer closed = new AdminServer(home)) {
			closed.client("admin")
				.get()
				.uri(BASE + "/node")
				.exchange()
				.expectStatus()
				.isEqualTo(503)
				.expectBody()
				.jsonPath("$.detail")
				.value((detail) -> assertThat((String) detail).contains("CallerResolver"));
		}
	}

	private static WebTestClient client(String key) {
		return server.client(key);
	}

	private static String get(String path, String header) throws Exception {
		return server.raw("GET " + BASE + path + " HTTP/1.1\r\nHost: x\r\n" + header + "\r\nConnection: close\r\n\r\n");
	}

	private static WebTestClient.ResponseSpec post(String body) {
		return client("admin").post()
			.uri(BASE + "/notes")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body)
			.exchange();
	}

	private static WebTestClient.ResponseSpec put(String ifMatch) {
		return client("admin").put()
			.uri(BASE + "/notes/1")
			.headers((headers) -> headers.setIfMatch(ifMatch.isEmpty() ? List.of() : List.of(ifMatch)))
			.exchange();
	}

	/** A feature with every kind of endpoint. */
	@Configuration(proxyBeanMethods = false)
	static class Notes {

		@Bean
		CallerResolver resolver() {
			return AdminServer.resolver();
		}

		@Bean
		AdminEndpoint add() {
			return AdminEndpoint.post("/notes",
					(request) -> request.body(Note.class).map((note) -> AdminReply.created(BASE + "/notes/1", note)));
		}

		@Bean
		AdminEndpoint read() {
			return AdminEndpoint.get("/notes/{id}", Permission.READ, (request) -> Mono
				.just(AdminReply.ok(Map.of("title", "note " + request.variable("id"))).etag("v1")));
		}

		@Bean
		AdminEndpoint replace() {
			return AdminEndpoint.put("/notes/{id}", (request) -> {
				request.requireMatch("v1");
				return Mono.just(AdminReply.noContent());
			});
		}

		@Bean
		AdminEndpoint remove() {
			return AdminEndpoint.delete("/notes/{id}", (request) -> Mono.just(AdminReply.noContent()));
		}

		@Bean
		AdminEndpoint secret() {
			return AdminEndpoint.get("/secret", Permission.ADMIN, (request) -> Mono.just(AdminReply.ok("s3cret")));
		}

		@Bean
		AdminEndpoint broken() {
			return AdminEndpoint.get("/broken", Permission.ADMIN, (request) -> {
				throw new IllegalStateException("password hunter2 refused");
			});
		}

		@Bean
		AdminEndpoint unwritable() {
			return AdminEndpoint.get("/unwritable", Permission.ADMIN,
					(request) -> Mono.just(AdminReply.ok(new Unwritable()).etag("v")));
		}

	}

	record Note(String title, List<Tag> tags) {

		Note {
			if (title != null && title.isEmpty()) {
				throw new IllegalArgumentException("title must not be empty");
			}
		}

	}

	record Tag(String name) {
	}

	static final class Unwritable {

		public String getValue() {
			throw new IllegalStateException("cannot be read");
		}

	}

}
