package com.example.shop;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Boot's own security chain. */
class BootsChainTests extends SecuredShop {

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

}
