package dev.sluice.chat;

import java.util.EnumSet;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.anthropic.AnthropicMessagesCodec;
import dev.sluice.chat.completions.OpenAiCompletionsCodec;
import dev.sluice.chat.gemini.GeminiGenerateCodec;
import dev.sluice.chat.ollama.OllamaChatCodec;
import dev.sluice.chat.openai.OpenAiChatCodec;
import dev.sluice.chat.responses.OpenAiResponsesCodec;

/** The codecs that the golden matrix covers: one line each. */
public final class TestCodecs {

	/** All of them. */
	public static final List<DialectCodec> ALL = List.of(new OpenAiChatCodec(), new OpenAiCompletionsCodec(),
			new OpenAiResponsesCodec(), new AnthropicMessagesCodec(), new GeminiGenerateCodec(), new OllamaChatCodec());

	/** A frame whose values never change. */
	public static final AnswerFrame FRAME = new AnswerFrame("req_1", null, "client-model", 1794000000, true, false);

	private TestCodecs() {
	}

	/**
	 * The codec of a dialect.
	 */
	public static DialectCodec of(Dialect dialect) {
		return ALL.stream()
			.filter((codec) -> codec.dialect() == dialect)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("no codec of " + dialect.id() + " in TestCodecs.ALL"));
	}

	/**
	 * A model that takes what the vendor's newest models take.
	 */
	public static TargetModel model(Dialect dialect) {
		return new TargetModel("target-model", 64000, -1, Capabilities.of(dialect));
	}

	/**
	 * A model that takes everything, for round trips.
	 */
	public static TargetModel everything() {
		Capabilities all = new Capabilities(EnumSet.allOf(Ability.class), EnumSet.allOf(Effort.class),
				java.math.BigDecimal.TEN, Integer.MAX_VALUE, 0);
		return new TargetModel("m", -1, -1, all);
	}

}
