package com.example.shop;

import java.util.Base64;

import dev.sluice.simulator.SimulatedProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

import org.springframework.security.web.server.SecurityWebFilterChain;

import static org.assertj.core.api.Assertions.assertThat;

/** The shop with Spring Security, as it was and with Sluice. */
@Timeout(180)
@Tag("security")
abstract class SecuredShop {

	static final String BASIC = "Basic " + Base64.getEncoder().encodeToString("clerk:secret".getBytes());

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

	static void compare(RunningShop before, RunningShop shop) {
		assertThat(shop.context().getBeanNamesForType(SecurityWebFilterChain.class))
			.isEqualTo(before.context().getBeanNamesForType(SecurityWebFilterChain.class));
		var strangers = OwnCalls.answers(before);
		OwnCalls.answers(shop).forEach((line, answer) -> assertThat(answer).as(line).isEqualTo(strangers.get(line)));
		var clerks = OwnCalls.answers(before, "authorization", BASIC);
		OwnCalls.answers(shop, "authorization", BASIC)
			.forEach((line, answer) -> assertThat(answer).as(line).isEqualTo(clerks.get(line)));
	}

	static RunningShop before(@Nullable Class<?> chain) {
		return RunningShop.before(chain, "shop.upstream=" + upstream.url(), "spring.security.user.name=clerk",
				"spring.security.user.password=secret");
	}

	static RunningShop withSluice(@Nullable Class<?> chain) {
		return RunningShop.withSluice(chain, "shop.upstream=" + upstream.url(), "spring.security.user.name=clerk",
				"spring.security.user.password=secret", "OPENAI_API_KEY=one",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1");
	}

}
