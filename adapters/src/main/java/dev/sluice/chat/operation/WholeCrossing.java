package dev.sluice.chat.operation;

import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.Crossing;
import dev.sluice.chat.WrittenRequest;

/** A call of an operation that crosses dialects, and is answered whole. */
record WholeCrossing<Q, A>(ClientSide<Q, A> client, ProviderSide<Q, A> upstream, Q request,
		WrittenRequest written) implements Crossing {

	@Override
	public byte[] body() {
		return this.written.body();
	}

	@Override
	public List<String> dropped() {
		return this.written.dropped().names();
	}

	@Override
	public @Nullable String unfinished(byte[] body) {
		return read(() -> this.upstream.unfinished(body));
	}

	@Override
	public byte[] answer(byte[] body, int from, int length, AnswerFrame frame) {
		return read(() -> this.client.writeAnswer(this.upstream.readAnswer(body, from, length), this.request, frame));
	}

	private static <T extends @Nullable Object> T read(Supplier<T> answer) {
		try {
			return answer.get();
		}
		catch (JacksonException ex) {
			throw Crossing.unreadable(ex);
		}
	}

}
