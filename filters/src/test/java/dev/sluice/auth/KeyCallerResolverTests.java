package dev.sluice.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

import dev.sluice.call.Caller;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class KeyCallerResolverTests {

	private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

	private static final Caller ACME = new Caller("acme", "own", Set.of(Permission.WRITE), null, Set.of());

	private final String own = ApiKeys.generate(new SecureRandom()).key().reveal();

	private final AtomicInteger lookUps = new AtomicInteger();

	private final InMemoryKeyStore stored = new InMemoryKeyStore(List.of(key("own", this.own, true, null),
			key("foreign", "sk-foreign", true, null), key("off", "sk-off", false, null),
			key("old", "sk-old", true, NOW), key("young", "sk-young", true, NOW.plusMillis(1))));

	private static StoredKey key(String id, String key, boolean enabled, @Nullable Instant expiresAt) {
		return new StoredKey(id, KeyDigest.of(key), id, ACME, enabled, expiresAt);
	}

	private final KeyStore counting = new KeyStore() {

		@Override
		public Mono<StoredKey> findByDigest(KeyDigest digest) {
			KeyCallerResolverTests.this.lookUps.incrementAndGet();
			return KeyCallerResolverTests.this.stored.findByDigest(digest);
		}

		@Override
		public Mono<StoredKey> findById(String publicId) {
			return KeyCallerResolverTests.this.stored.findById(publicId);
		}

	};

	private KeyCallerResolver resolver(boolean open) {
		return resolver(open ? new OpenMode(false) : null);
	}

	private KeyCallerResolver resolver(@Nullable OpenMode open) {
		return new KeyCallerResolver(this.counting, new AdminKey("the-admin-key"), Clock.fixed(NOW, ZoneOffset.UTC),
				open);
	}

	@ParameterizedTest
	@CsvSource({ "authorization, 'Bearer '", "authorization, 'bearer '", "x-api-key, ''", "x-goog-api-key, ''",
			"api-key, ''" })
	void everyUsualHeaderIsAccepted(String header, String before) {
		assertThat(resolve(headers(header, before + this.own))).isEqualTo(ACME);
		assertThat(resolve(headers(header, before + "sk-foreign"))).isEqualTo(ACME);
		assertThat(resolve(headers(header, before + "sk-young"))).isEqualTo(ACME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "key=sk-foreign", "alt=sse&key=sk-foreign", "alt=sse&key=sk%2Dforeign&x=y" })
	void theQueryIsAccepted(String query) {
		assertThat(resolver(false).resolve(new HttpHeaders(), query).block()).isEqualTo(ACME);
	}

	@ParameterizedTest
	@ValueSource(strings = { "monkey=sk-foreign", "alt=sse", "key=", "x=key=sk-foreign" })
	void otherParametersAreNot(String query) {
		assertThat(refusal(resolver(false).resolve(new HttpHeaders(), query)).kind())
			.isEqualTo(ErrorKind.UNAUTHENTICATED);
	}

	@Test
	void theVendorsHeaderGoesBeforeBearer() {
		HttpHeaders headers = headers("authorization", "Bearer sk-unknown");
		headers.set("x-api-key", "sk-foreign");
		assertThat(resolve(headers)).isEqualTo(ACME);
	}

	@Test
	void twoCredentialsInOneHeaderAreRefused() {
		HttpHeaders headers = headers("authorization", "Bearer sk-foreign");
		headers.add("authorization", "Bearer sk-other");
		assertThat(refusal(resolver(true).resolve(headers, null)).kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
	}

	@Test
	void wrongOffAndExpiredKeysGetTheSameAnswer() {
		String unknown = refused("sk-unknown");
		assertThat(refused("sk-off")).isEqualTo(unknown);
		assertThat(refused("sk-old")).isEqualTo(unknown);
		assertThat(refused(ApiKeys.generate(new SecureRandom()).key().reveal())).isEqualTo(unknown);
		assertThat(unknown).contains("x-api-key").contains("Authorization: Bearer").doesNotContain("sk-unknown");
	}

	@Test
	void junkIsRefusedWithoutALookUp() {
		refused(this.own + "x");
		refused("x".repeat(513));
		assertThat(this.lookUps).hasValue(0);
	}

	@Test
	void theAdminKeyMayDoEverything() {
		assertThat(resolve(headers("authorization", "Bearer the-admin-key")).may(Permission.ADMIN)).isTrue();
	}

	@Test
	void openModeTakesAnyKeyAndNoneAndStillKnowsItsOwn() {
		KeyCallerResolver open = resolver(true);
		for (HttpHeaders headers : List.of(new HttpHeaders(), headers("authorization", "Bearer dummy"))) {
			Caller caller = open.resolve(headers, null).block();
			assertThat(caller.id()).isEqualTo("open");
			assertThat(caller.may(Permission.ADMIN)).isFalse();
		}
		assertThat(open.resolve(headers("x-api-key", "sk-foreign"), null).block()).isEqualTo(ACME);
	}

	@ParameterizedTest
	@CsvSource({ "localhost:8080,", "127.0.0.1:8080,", "127.8.8.8,", "[::1]:8080,", "LocalHost,", "gateway.localhost,",
			"host.docker.internal:8080,", "127.0.0.1:8080, http://localhost:3000", "localhost, https://127.0.0.1:9",
			"localhost, app://desktop", "localhost, vscode-webview://abc" })
	void openModeIsForThisMachinesPrograms(String host, @Nullable String origin) {
		assertThat(resolver(true).resolve(from(host, origin), null).block().id()).isEqualTo("open");
	}

	@ParameterizedTest
	@CsvSource({ "evil.example:8080,", "127.0.0.1.evil.example,", "127.evil.example,", "localhost.evil.example:80,",
			"localhost:8080, https://evil.example", "localhost:8080, http://localhost.evil.example",
			"localhost:8080, null", "evil.example, https://evil.example", "'', " })
	void openModeIsNotForTheWebPagesOfOthers(String host, @Nullable String origin) {
		HttpHeaders headers = from(host, origin);
		assertThat(refusal(resolver(true).resolve(headers, null)).kind()).isEqualTo(ErrorKind.FORBIDDEN);
		headers.set("authorization", "Bearer dummy");
		assertThat(refusal(resolver(true).resolve(headers, null)).kind()).isEqualTo(ErrorKind.FORBIDDEN);
		headers.set("authorization", "Bearer sk-foreign");
		assertThat(resolver(true).resolve(headers, null).block()).isEqualTo(ACME);
	}

	@Test
	void originsThatTheCorsFilterHasAllowedArePages() {
		OpenMode vetted = new OpenMode(true);
		assertThat(resolver(vetted).resolve(from("localhost", "https://app.example.com"), null).block().id())
			.isEqualTo("open");
		assertThat(refusal(resolver(vetted).resolve(from("evil.example", "https://app.example.com"), null)).kind())
			.isEqualTo(ErrorKind.FORBIDDEN);
	}

	private static HttpHeaders from(String host, @Nullable String origin) {
		HttpHeaders headers = headers("host", host);
		if (origin != null) {
			headers.set("origin", origin);
		}
		return headers;
	}

	private Caller resolve(HttpHeaders headers) {
		return resolver(false).resolve(headers, null).block();
	}

	private String refused(String key) {
		return refusal(resolver(false).resolve(headers("authorization", "Bearer " + key), null)).clientMessage();
	}

	private static GatewayException refusal(Mono<Caller> answer) {
		return catchThrowableOfType(GatewayException.class, answer::block);
	}

	private static HttpHeaders headers(String name, String value) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(name, value);
		return headers;
	}

}
