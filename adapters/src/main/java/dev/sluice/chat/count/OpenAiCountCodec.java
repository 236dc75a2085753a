package dev.sluice.chat.count;

import java.util.Set;

import dev.sluice.call.Dialect;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.json.JsonWriter;

/** The codec of {@code POST /v1/responses/input_tokens}. */
final class OpenAiCountCodec extends TokenCountCodec {

	private static final Set<String> COUNTED = Set.of("model", "input", "instructions", "tools", "tool_choice", "text",
			"reasoning", "parallel_tool_calls", "truncation");

	OpenAiCountCodec(DialectCodec responses) {
		super(Dialect.OPENAI_INPUT_TOKENS, responses, "input_tokens");
	}

	@Override
	byte[] counted(byte[] chat, TargetModel target) {
		return only(COUNTED, chat);
	}

	@Override
	public byte[] writeAnswer(Long count, ChatRequest request, AnswerFrame frame) {
		return new JsonWriter().object()
			.member("object", "response.input_tokens")
			.member("input_tokens", count.longValue())
			.endObject()
			.toBytes();
	}

}
