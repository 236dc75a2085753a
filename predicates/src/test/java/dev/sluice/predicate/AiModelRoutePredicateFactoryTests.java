package dev.sluice.predicate;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AiModelRoutePredicateFactoryTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			gpt-4*          | gpt-4o                                 | true
			gpt-4*          | gpt-4                                  | true
			gpt-4*          | GPT-4o                                 | true
			GPT-4*          | gpt-4o                                 | true
			gpt-4*          | chatgpt-4o                             | false
			gpt-4?          | gpt-4o                                 | true
			gpt-4?          | gpt-4                                  | false
			*4*mini         | gpt-4-4o-mini                          | true
			*               | anything/at/all                        | true
			a*b*c           | a-b-b                                  | false
			claude*         | anthropic/claude-opus-4                | true
			claude*         | openrouter/anthropic/claude-3.5-sonnet | true
			anthropic*      | openrouter/anthropic/claude-3.5-sonnet | false
			openrouter/*    | openrouter/anthropic/claude-3.5-sonnet | true
			anthropic/*     | openrouter/anthropic/claude-3.5-sonnet | false
			gpt-4.1         | gpt-4x1                                | false
			""")
	void comparesModelsWithGlobs(String glob, String model, boolean expected) {
		assertThat(Predicates.test("AiModel=" + glob, Calls.call().model(model).exchange())).isEqualTo(expected);
	}

	@Test
	void matchesAnyGlobOfTheList() {
		assertThat(Predicates.test("AiModel=gpt-4*, o3*", Calls.call().model("o3-mini").exchange())).isTrue();
	}

	@Test
	void takesExpandedArguments() {
		assertThat(Predicates.test("AiModel", Map.of("models", "gpt-4*,o3*"), Calls.call().model("o3-mini").exchange()))
			.isTrue();
		assertThat(Predicates.test("AiModel", Map.of("models[0]", "gpt-4*"), Calls.call().model("gpt-4o").exchange()))
			.isTrue();
	}

	@Test
	void isFalseWithoutModelOrCall() {
		assertThat(Predicates.test("AiModel=*", Calls.call().exchange())).isFalse();
		assertThat(Predicates.test("AiModel=*", Calls.none())).isFalse();
	}

	@Test
	void refusesToBeBuiltWithoutGlob() {
		assertThatThrownBy(() -> Predicates.route("AiModel=")).isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("at least one glob");
	}

	@Test
	void showsItsGlobs() {
		assertThat(Predicates.route("AiModel=gpt-4*,o3*").getPredicate().toString()).contains("AiModel: [gpt-4*, o3*]");
	}

}
