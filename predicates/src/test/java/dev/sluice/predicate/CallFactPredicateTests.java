package dev.sluice.predicate;

import org.junit.jupiter.api.Test;

import dev.sluice.call.Dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CallFactPredicateTests {

	@Test
	void selectsByDialect() {
		Calls messages = Calls.call().dialect(Dialect.ANTHROPIC_MESSAGES);
		assertThat(Predicates.test("AiDialect=openai-chat, anthropic-messages", messages.exchange())).isTrue();
		assertThat(Predicates.test("AiDialect=openai-chat", messages.exchange())).isFalse();
		assertThat(Predicates.test("AiDialect=openai-chat", Calls.none())).isFalse();
	}

	@Test
	void selectsByOperationWhateverTheDialect() {
		Calls generate = Calls.call().dialect(Dialect.GEMINI_GENERATE);
		assertThat(Predicates.test("AiOperation=chat", generate.exchange())).isTrue();
		assertThat(Predicates.test("AiOperation=embeddings,images", generate.exchange())).isFalse();
		assertThat(Predicates.test("AiOperation=chat", Calls.none())).isFalse();
	}

	@Test
	void selectsByTheWishForStream() {
		assertThat(Predicates.test("AiStreaming=true", Calls.call().stream().exchange())).isTrue();
		assertThat(Predicates.test("AiStreaming=true", Calls.call().exchange())).isFalse();
		assertThat(Predicates.test("AiStreaming=false", Calls.call().exchange())).isTrue();
		assertThat(Predicates.test("AiStreaming=false", Calls.none())).isFalse();
	}

	@Test
	void namesTheNearestWhenNameIsUnknown() {
		assertThatThrownBy(() -> Predicates.route("AiDialect=openai-chatt"))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageContaining("'openai-chatt' is no dialect. Did you mean openai-chat or")
			.hasMessageContaining("anthropic-messages");
		assertThatThrownBy(() -> Predicates.route("AiOperation=embedings")).hasMessageContaining("embeddings");
		assertThatThrownBy(() -> Predicates.route("AiOperation=")).hasMessageContaining("No operation is named");
	}

	@Test
	void showThemselves() {
		assertThat(Predicates.route("AiDialect=openai-chat").getPredicate().toString())
			.contains("AiDialect: [openai-chat]");
		assertThat(Predicates.route("AiOperation=chat").getPredicate().toString()).contains("AiOperation: [chat]");
		assertThat(Predicates.route("AiStreaming=false").getPredicate().toString()).contains("AiStreaming: false");
	}

}
