package dev.sluice.chat.count;

import java.util.Set;

import dev.sluice.call.Dialect;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.TargetModel;

/** The codec of {@code POST /v1/messages/count_tokens}. */
final class AnthropicCountCodec extends TokenCountCodec {

	private static final Set<String> COUNTED = Set.of("model", "messages", "system", "tools", "tool_choice", "thinking",
			"output_config", "cache_control", "mcp_servers", "context_management");

	AnthropicCountCodec(DialectCodec messages) {
		super(Dialect.ANTHROPIC_COUNT_TOKENS, messages, "input_tokens");
	}

	@Override
	byte[] counted(byte[] chat, TargetModel target) {
		return only(COUNTED, chat);
	}

}
