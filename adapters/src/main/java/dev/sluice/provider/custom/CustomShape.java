package dev.sluice.provider.custom;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerShape;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;
import dev.sluice.wire.OutputText;
import dev.sluice.wire.answer.ProviderMessage;
import dev.sluice.wire.answer.ReplyFacts;

/** The answers of a described API, as its description says. */
record CustomShape(CustomApi api) implements AnswerShape {

	/** What the description says of the framing counts, not the content type. */
	@Override
	public @Nullable EventFramer framer(String contentType, int maxEvent) {
		CustomApi.Stream stream = this.api.stream();
		if (stream == null) {
			return null;
		}
		return EventFramers.forReply(Dialect.OPENAI_CHAT, stream.sse() ? "text/event-stream" : "application/x-ndjson",
				maxEvent);
	}

	@Override
	public ReplyFacts facts(byte[] body, int from, int length) {
		try {
			CustomAnswer answer = CustomAnswer.of(this.api, this.api.whole(), body, from, length);
			String failure = answer.failure();
			if (failure == null) {
				return new ReplyFacts(answer.usage(), null, false, null);
			}
			String told = ProviderMessage.find(body, from, length);
			return new ReplyFacts(answer.usage(), null, true, (told != null) ? told : failure);
		}
		catch (JacksonException ex) {
			return new ReplyFacts(Usage.UNKNOWN, null, true, ProviderMessage.find(body, from, length));
		}
	}

	/** Events that repeat the text before them cannot be added up. */
	@Override
	public OutputText text() {
		CustomApi.Stream stream = this.api.stream();
		List<String> names = new ArrayList<>(2);
		if (stream != null && !stream.cumulative()) {
			add(this.api.event().text(), names);
			add(this.api.event().thinking(), names);
		}
		return OutputText.named(names);
	}

	private static void add(@Nullable JsonPointer at, List<String> names) {
		if (at != null) {
			JsonPointer last = at.last();
			String name = (last != null) ? last.getMatchingProperty() : null;
			if (name != null && !name.isEmpty()) {
				names.add(name);
			}
		}
	}

}
