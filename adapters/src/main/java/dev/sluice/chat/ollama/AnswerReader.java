package dev.sluice.chat.ollama;

import java.util.List;

import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.Extras;
import dev.sluice.chat.json.JsonReader;

/** Reads a whole answer. Used once. */
final class AnswerReader {

	private final JsonReader in;

	AnswerReader(JsonReader in) {
		this.in = in;
	}

	ChatAnswer read() {
		Reply reply = new Reply(this.in);
		if (this.in.start().isObject()) {
			reply.read();
		}
		if (!reply.said() || reply.failure() != null) {
			throw reply.bad();
		}
		ChatAnswer.Choice choice = new ChatAnswer.Choice(0, List.copyOf(reply.content()),
				reply.finish().given(reply.callsTools()), reply.logprobs(), Extras.NONE);
		return new ChatAnswer(null, reply.model(), reply.created(), List.of(choice), reply.usage(), reply.extras());
	}

}
