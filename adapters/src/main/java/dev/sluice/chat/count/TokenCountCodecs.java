package dev.sluice.chat.count;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.Passage;
import dev.sluice.chat.Passages;
import dev.sluice.chat.operation.OperationCodecs;

/** The codecs of all dialects in which tokens are counted. */
public final class TokenCountCodecs implements Passages {

	private final List<TokenCountCodec> codecs = new ArrayList<>();

	private final OperationCodecs<ChatRequest, Long> passages;

	/**
	 * Makes the codecs.
	 * @param chats those of the chats that are counted; without one, its count is not
	 * translated
	 */
	public TokenCountCodecs(DialectCodecs chats) {
		add(chats.find(Dialect.OPENAI_RESPONSES), OpenAiCountCodec::new);
		add(chats.find(Dialect.ANTHROPIC_MESSAGES), AnthropicCountCodec::new);
		add(chats.find(Dialect.GEMINI_GENERATE), GeminiCountCodec::new);
		this.passages = new OperationCodecs<>(this.codecs);
	}

	private void add(@Nullable DialectCodec chats, Function<DialectCodec, TokenCountCodec> made) {
		if (chats != null) {
			this.codecs.add(made.apply(chats));
		}
	}

	@Override
	public List<Passage> from(Dialect client) {
		return this.passages.from(client);
	}

	/**
	 * The codec of a client's dialect.
	 * @param dialect one in which tokens are counted
	 * @return its codec, or null when such calls cannot be understood
	 */
	public @Nullable TokenCountCodec find(Dialect dialect) {
		return this.codecs.stream().filter((codec) -> codec.dialect() == dialect).findFirst().orElse(null);
	}

}
