package dev.sluice.predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AiTierRoutePredicateFactoryTests {

	@Test
	void readsQueryThenHeaderThenBody() {
		assertThat(local(Calls.call().query("tier=local"))).isTrue();
		assertThat(local(Calls.call().header("x-sluice-tier", "Local"))).isTrue();
		assertThat(local(Calls.call().body(null, "local"))).isTrue();
		assertThat(local(Calls.call().query("tier=official").body(null, "local"))).isFalse();
		assertThat(local(Calls.call())).isFalse();
	}

	@Test
	void isFalseWithoutCall() {
		assertThat(Predicates.test("AiTier=local", Calls.none())).isFalse();
	}

	private static boolean local(Calls call) {
		return Predicates.test("AiTier=local,community", call.exchange());
	}

}
