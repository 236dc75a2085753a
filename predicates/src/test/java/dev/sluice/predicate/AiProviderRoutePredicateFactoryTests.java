package dev.sluice.predicate;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AiProviderRoutePredicateFactoryTests {

	@Test
	void readsQueryHeaderBodyAndPrefix() {
		assertThat(openai(Calls.call().query("a=b&provider=openai&c"))).isTrue();
		assertThat(openai(Calls.call().header("X-Sluice-Provider", "openai"))).isTrue();
		assertThat(openai(Calls.call().body("openai", null))).isTrue();
		assertThat(openai(Calls.call().model("openai/gpt-4o"))).isTrue();
		assertThat(openai(Calls.call().model("gpt-4o"))).isFalse();
		assertThat(openai(Calls.call().model("openrouter/openai/gpt-4o"))).isFalse();
	}

	@Test
	void obeysTheFirstPlaceThatNamesOne() {
		assertThat(openai(Calls.call().query("provider=groq").header("x-sluice-provider", "openai"))).isFalse();
		assertThat(openai(Calls.call().header("x-sluice-provider", "groq").body("openai", null))).isFalse();
		assertThat(openai(Calls.call().body("openai", null).model("groq/llama"))).isTrue();
	}

	@Test
	void passesOverEmptyPlaces() {
		assertThat(openai(Calls.call().query("provider=").header("x-sluice-provider", " ").model("openai/o3")))
			.isTrue();
	}

	@Test
	void decodesTheQuery() {
		assertThat(openai(Calls.call().query("provider=open%61i"))).isTrue();
		assertThat(openai(Calls.call().query("provider=openai%"))).isFalse();
		assertThat(openai(Calls.call().query("xprovider=openai&provider2=openai"))).isFalse();
	}

	@Test
	void takesGlobsAndIgnoresCase() {
		assertThat(Predicates.test("AiProvider=azure-*,open??", Calls.call().query("provider=OpenAI").exchange()))
			.isTrue();
	}

	@Test
	void isFalseWithoutCall() {
		assertThat(Predicates.test("AiProvider=openai", Calls.none())).isFalse();
	}

	private static boolean openai(Calls call) {
		return Predicates.test("AiProvider=openai", call.exchange());
	}

}
