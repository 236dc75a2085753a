package com.example.shop;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The shop starts, whatever else it is configured with. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class StartTests {

	private static final String NO_KEYS = "spring.profiles.active=trial";

	private static final String KEY = "slc_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}";

	@Test
	void onAllAddressesWithoutAnyKeyAndSaysTheFirstKeyOnce(CapturedOutput output) {
		try (RunningShop shop = start("server.address=0.0.0.0", NO_KEYS)) {
			java.util.regex.Matcher found = java.util.regex.Pattern.compile(KEY).matcher(output.getAll());
			assertThat(found.find()).as(output.getAll()).isTrue();
			assertThat(shop.get("/v1/models", "x-api-key", found.group()).status()).isEqualTo(200);
			shop.get("/v1/models", "x-api-key", "wrong");
			shop.get("/v1/models");
			assertThat(output.getAll().split(KEY, -1)).hasSize(2);
		}
	}

	@Test
	void withDeclaredKeysAndLazyBeansAndSaysNoKey(CapturedOutput output) {
		try (RunningShop shop = start("spring.main.lazy-initialization=true")) {
			assertThat(shop.get("/v1/models", "x-api-key", RunningShop.KEY).status()).isEqualTo(200);
			assertThat(output.getAll()).doesNotContainPattern(KEY);
		}
	}

	@Test
	void withTheGatewaySwitchedOff() {
		try (RunningShop shop = start("spring.cloud.gateway.server.webflux.enabled=false")) {
			assertThat(shop.get("/health").body()).isEqualTo("The shop is open");
			assertThat(shop.get("/v1/models").status()).isEqualTo(404);
		}
	}

	@Test
	void inAWorkingFolderThatCannotBeWritten() {
		try (RunningShop shop = start("sluice.home=/proc/shop")) {
			assertThat(shop.get("/health").body()).isEqualTo("The shop is open");
		}
	}

	private static RunningShop start(String... properties) {
		String[] all = java.util.Arrays.copyOf(properties, properties.length + 1);
		all[properties.length] = "shop.upstream=http://127.0.0.1:1";
		return RunningShop.withSluice(null, all);
	}

}
