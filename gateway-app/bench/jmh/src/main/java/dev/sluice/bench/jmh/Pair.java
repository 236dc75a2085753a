package dev.sluice.bench.jmh;

import java.util.List;
import java.util.Objects;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.anthropic.AnthropicMessagesCodec;
import dev.sluice.chat.completions.OpenAiCompletionsCodec;
import dev.sluice.chat.gemini.GeminiGenerateCodec;
import dev.sluice.chat.ollama.OllamaChatCodec;
import dev.sluice.chat.openai.OpenAiChatCodec;
import dev.sluice.chat.responses.OpenAiResponsesCodec;
import dev.sluice.wire.EnvelopeScanner;

/**
 * Which dialects are crossed: {@code provider > client}.
 *
 * @param client what the client speaks
 * @param provider what the provider speaks
 */
record Pair(DialectCodec client, DialectCodec provider) {

	/** What answers need to be told. */
	static final AnswerFrame FRAME = new AnswerFrame("req_1", null, "gpt-4o-mini", 1700000000, true, false);

	private static final DialectCodecs CODECS = new DialectCodecs(
			List.of(new OpenAiChatCodec(), new OpenAiCompletionsCodec(), new OpenAiResponsesCodec(),
					new AnthropicMessagesCodec(), new GeminiGenerateCodec(), new OllamaChatCodec()));

	static Pair of(String provider, String client) {
		return new Pair(codec(client), codec(provider));
	}

	private static DialectCodec codec(String id) {
		for (Dialect dialect : CODECS.dialects()) {
			if (dialect.id().equals(id)) {
				return Objects.requireNonNull(CODECS.find(dialect));
			}
		}
		throw new IllegalArgumentException("no codec of " + id);
	}

	Crossing begin(byte[] request) {
		Dialect to = this.provider.dialect();
		Envelope envelope = EnvelopeScanner.scan(this.client.dialect(), request, request.length);
		TargetModel model = new TargetModel("upstream-model", 64000, -1, Capabilities.of(to));
		return Crossing.begin(this.client, this.provider, this.client.readRequest(request, envelope), model, false);
	}

}
