package dev.sluice.admin;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** No other spelling of an admin path reaches an endpoint, with or without a key. */
class AdminPathAttackTests {

	@TempDir
	static Path home;

	private static AdminServer server;

	@BeforeAll
	static void start() {
		server = new AdminServer(home, AdminApiTests.Notes.class);
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/api/v1//secret", "/admin/api/v1/./secret", "/admin/api/v1/x/../secret",
			"/admin/api/v1/..;/v1/secret", "/admin/api/v1/secret;x", "/admin/api/v1/secret;x=1",
			"/admin/api/v1/;/secret", "/admin/api/v1/%2fsecret", "/admin/api/v1/%2Fsecret",
			"/admin/api/v1/x%2f..%2fsecret", "/admin/api/v1/%2e/secret", "/admin/api/v1/%2E%2E/v1/secret",
			"/admin/api/v1/secret%2e", "/admin/api/v1/secret%00", "/admin/api/v1/secret%0d%0a",
			"/admin/api/v1/secret%5c", "/admin/api/v1/%252fsecret", "/admin/api/v1/secret%3bx",
			"/admin/api/v1/secret%7f", "/admin/api/v1/secret/..", "/admin/api/v1/secret/." })
	void anAmbiguousSpellingInsideIsRefused(String path) throws Exception {
		assertThat(get(path, "admin")).startsWith("HTTP/1.1 400").doesNotContain("s3cret");
		assertThat(get(path, "stranger")).startsWith("HTTP/1.1 400").doesNotContain("s3cret");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/admin/api/v1/secret.", "/admin/api/v1/SECRET", "/admin/api/v1/secret/",
			"/admin/api/v1/secret.json", "/admin/api/v1/secret%20", "/admin/api/v1/secret/x", "/admin/api/v1/",
			"/admin/api/v1" })
	void anotherPathInsideIsNotFoundAndAsksForAKeyFirst(String path) throws Exception {
		assertThat(get(path, "admin")).startsWith("HTTP/1.1 404").doesNotContain("s3cret");
		assertThat(get(path, "stranger")).startsWith("HTTP/1.1 401");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/other", "/admin", "/admin/api", "/admin/api/v10/secret", "/admin/api/v1x",
			"/admin/api/v1;x/secret", "/admin;x/api/v1/secret", "/ADMIN/api/v1/secret", "/Admin/Api/V1/secret",
			"//admin/api/v1/secret", "/admin//api/v1/secret", "/admin/api/v1%2fsecret", "/admin%2fapi/v1/secret",
			"/%61dmin/api/v1/secret", "/admin/./api/v1/secret", "/x/../admin/api/v1/secret", "/admin/api/v1./secret",
			"/x/admin/api/v1/secret" })
	void anyPathOutsideIsTheHosts(String path) throws Exception {
		assertThat(get(path, "admin")).startsWith("HTTP/1.1 200").endsWith("host").doesNotContain("s3cret");
	}

	@Test
	void thePlainSpellingIsServed() throws Exception {
		assertThat(get("/admin/api/v1/secret", "admin")).startsWith("HTTP/1.1 200").contains("s3cret");
		assertThat(get("/admin/api/v1/secret?;=%2f..//", "admin")).startsWith("HTTP/1.1 200");
		assertThat(get("/admin/api/v1/notes/a%20b%C3%A4", "admin")).contains("note a bä");
		assertThat(get("http://x/admin/api/v1/secret", "stranger")).startsWith("HTTP/1.1 401");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "/", "admin", "/admin/", "/a//b", "/a/../b", "/a/{x}", "/a;b", "/a%2fb", "/a/*", "/." })
	void aBasePathIsPlain(String base) {
		assertThatIllegalArgumentException().isThrownBy(() -> new AdminPath(base))
			.withMessageContaining("sluice.admin.base-path");
	}

	private static String get(String path, String key) throws Exception {
		return server
			.raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nx-api-key: " + key + "\r\nConnection: close\r\n\r\n");
	}

}
