package com.example.shop;

import java.util.Base64;

import dev.sluice.simulator.SimulatedProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/** The shop with Spring Security: Boot's chain, and one of its own. */
@Timeout(60)
@Tag("security")
class SecurityTests {

	private static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("clerk:secret".getBytes());

	private static Upstream upstream;

	private static SimulatedProvider provider;

	@BeforeAll
	static void start() {
		upstream = new Upstream();
		provider = SimulatedProvider.start();
	}

	@AfterAll
	static void stop() {
		provider.close();
		upstream.close();
	}

	@Test
	void bootsChainGuardsEverythingAsBefore() {
		try (RunningShop before = before(null); RunningShop shop = withSluice(null)) {
			compare(before, shop);
			assertThat(shop.get("/orders/7").status()).isEqualTo(401);
			assertThat(shop.get("/orders/7", "authorization", BASIC).status()).isEqualTo(200);
			assertThat(shop.get("/v1/models", "x-api-key", RunningShop.KEY).header("www-authenticate"))
				.startsWith("Basic");
			assertThat(shop.get("/v1/models", "x-api-key", RunningShop.KEY, "authorization", BASIC).status())
				.isEqualTo(200);
			assertThat(shop.get("/v1/models", "authorization", BASIC).status()).isEqualTo(401);
			assertThat(shop.chat("gpt-4o", false, "authorization", BASIC).status()).as("no CSRF token").isEqualTo(403);
		}
	}

	@Test
	void theShopsOwnChainDecidesAsBefore() {
		try (RunningShop before = before(OwnChain.class); RunningShop shop = withSluice(OwnChain.class)) {
			compare(before, shop);
			assertThat(shop.get("/orders/7").status()).isEqualTo(401);
			assertThat(shop.chat("gpt-4o", false).status()).isEqualTo(200);
			assertThat(shop.chat("gpt-4o", true).body()).endsWith("data: [DONE]\n\n");
			assertThat(shop.get("/v1/models").status()).isEqualTo(401);
		}
	}

	private static void compare(RunningShop before, RunningShop shop) {
		assertThat(shop.context().getBeanNamesForType(SecurityWebFilterChain.class))
			.isEqualTo(before.context().getBeanNamesForType(SecurityWebFilterChain.class));
		var strangers = OwnCalls.answers(before);
		OwnCalls.answers(shop).forEach((line, answer) -> assertThat(answer).as(line).isEqualTo(strangers.get(line)));
		var clerks = OwnCalls.answers(before, "authorization", BASIC);
		OwnCalls.answers(shop, "authorization", BASIC)
			.forEach((line, answer) -> assertThat(answer).as(line).isEqualTo(clerks.get(line)));
	}

	private static RunningShop before(@Nullable Class<?> chain) {
		return RunningShop.before(chain, "shop.upstream=" + upstream.url(), "spring.security.user.name=clerk",
				"spring.security.user.password=secret");
	}

	private static RunningShop withSluice(@Nullable Class<?> chain) {
		return RunningShop.withSluice(chain, "shop.upstream=" + upstream.url(), "spring.security.user.name=clerk",
				"spring.security.user.password=secret", "OPENAI_API_KEY=one",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1");
	}

	/** Given to a start by name: no component scan may find it. */
	static class OwnChain {

		@Bean
		SecurityWebFilterChain shopChain(ServerHttpSecurity http) {
			return http.csrf(ServerHttpSecurity.CsrfSpec::disable)
				.authorizeExchange((exchanges) -> exchanges.pathMatchers("/v1/**")
					.permitAll()
					.pathMatchers("/orders/**")
					.authenticated()
					.anyExchange()
					.permitAll())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

	}

}
