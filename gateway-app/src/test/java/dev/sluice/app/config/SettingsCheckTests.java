package dev.sluice.app.config;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class SettingsCheckTests {

	private final KnownSettings known = new KnownSettings(SettingsCatalogue.read());

	@ParameterizedTest
	@ValueSource(strings = { "sluice.upstream.connect-timeout", "sluice.upstream.connectTimeout",
			"sluice.upstream.connect_timeout", "sluice.home", "sluice.auth.keys[0].id",
			"sluice.providers.acme.base-url", "sluice.providers[acme.ai].base-url",
			"sluice.http.cors.allowed-origins[0]", "SLUICE_HOME", "SLUICE_AUTH", "SLUICE_ADMIN_KEY",
			"SLUICE_MANAGEMENT_PORT", "SLUICE_UPSTREAM_CONNECT_TIMEOUT", "SLUICE_UPSTREAM_CONNECTTIMEOUT",
			"SLUICE_PROVIDERS_ACME_API_KEY", "SLUICE_AUTH_KEYS_0_ID", "server.port", "sluicegate.key", "PATH" })
	void acceptsWhatIsBound(String key) {
		assertThat(this.known.hint(key, "x")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "SLUICE_SERVICE_HOST", "SLUICE_SERVICE_PORT", "SLUICE_SERVICE_PORT_HTTP", "SLUICE_PORT",
			"SLUICE_PORT_8080_TCP_ADDR", "SLUICE_GATEWAY_PORT_8080_TCP", "SLUICE_GATEWAY_SERVICE_HOST" })
	void acceptsWhatKubernetesAddsForAService(String variable) {
		assertThat(this.known.hint(variable, "x")).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "sluice.upstream.conect-timeout, sluice.upstream.connect-timeout", "sluice.hom, sluice.home",
			"sluice.http.cors.max-ages, sluice.http.cors.max-age", "SLUICE_ADMINKEY, SLUICE_ADMIN_KEY",
			"SLUICE_UPSTREAM_CONECT_TIMEOUT, SLUICE_UPSTREAM_CONNECT_TIMEOUT", "sluice_hom, SLUICE_HOME" })
	void namesTheNearest(String key, String nearest) {
		assertThat(this.known.hint(key, "x")).isEqualTo(nearest);
	}

	@Test
	void letsASectionBeEmpty() {
		assertThat(this.known.hint("sluice.http.cors", "")).isNull();
		assertThat(this.known.hint("sluice.http.cors", "x")).isNotNull();
	}

	@Test
	void saysWhereEachStands() {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new MapPropertySource("defaults", Map.of("sluice.hom", "x", "sluice.home", "y")));
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("environment", Map.of("SLUICE_HOM", "x")));
		List<String> lines = SettingsCheck.unknown(environment, this.known);
		assertThat(lines).contains("sluice.hom (defaults); did you mean sluice.home?",
				"SLUICE_HOM (environment or .env); did you mean SLUICE_HOME?");
	}

}
