package dev.sluice.chat.moderation;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ModerationCodecTests {

	private static final OpenAiModerationCodec OPENAI = new OpenAiModerationCodec();

	private static final MistralModerationCodec MISTRAL = new MistralModerationCodec();

	@Test
	void mistralsFindingsHaveOpenAisNamesAndTheirOwn() {
		ModerationRequest request = read("{\"model\":\"x\",\"input\":[\"a\",{\"type\":\"text\",\"text\":\"b\"}]}");
		WrittenRequest written = MISTRAL.writeRequest(request, CodecChecks.target(Dialect.MISTRAL_MODERATIONS));
		assertThat(CodecChecks.tree(written.body()))
			.isEqualTo(CodecChecks.tree("{\"model\":\"m\",\"input\":[\"a\",\"b\"]}"));
		byte[] body = """
				{"id":"1","model":"mistral-moderation","results":[
				{"categories":{"hate_and_discrimination":true,"pii":false,"sexual":false},
				"category_scores":{"hate_and_discrimination":0.91,"pii":0.02,"sexual":0.001}},
				{"categories":{"pii":false},"category_scores":{"pii":0.1}}]}""".getBytes(StandardCharsets.UTF_8);
		JsonNode answer = CodecChecks
			.tree(OPENAI.writeAnswer(MISTRAL.readAnswer(body, 0, body.length), request, CodecChecks.FRAME));
		JsonNode first = answer.at("/results/0");
		assertThat(first.path("flagged").asBoolean()).isTrue();
		assertThat(first.at("/categories/hate").asBoolean()).isTrue();
		assertThat(first.at("/category_scores/hate").asString()).isEqualTo("0.91");
		assertThat(first.at("/categories/hate_and_discrimination").asBoolean()).isTrue();
		assertThat(first.at("/categories/violence").asBoolean()).isFalse();
		assertThat(first.at("/category_applied_input_types/hate/0").asString()).isEqualTo("text");
		assertThat(answer.at("/results/1/flagged").asBoolean()).isFalse();
		assertThat(answer.at("/results/1/categories").size()).isEqualTo(14);
	}

	@Test
	void aModelIsNamedWhenTheClientNamesNone() {
		WrittenRequest written = MISTRAL.writeRequest(read("{\"input\":\"a\"}"),
				new TargetModel("", -1, -1, CodecChecks.target(Dialect.MISTRAL_MODERATIONS).capabilities()));
		assertThat(CodecChecks.tree(written.body()))
			.isEqualTo(CodecChecks.tree("{\"model\":\"mistral-moderation-latest\",\"input\":\"a\"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"input\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"x\"}}]}",
			"{\"input\":[]}" })
	void whatIsNoTextIsRefused(String json) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> read(json));
	}

	private static ModerationRequest read(String json) {
		return OPENAI.readRequest(json.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

}
