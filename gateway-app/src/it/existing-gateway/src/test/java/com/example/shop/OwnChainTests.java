package com.example.shop;

import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/** A security chain that the shop wrote itself. */
class OwnChainTests extends SecuredShop {

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
