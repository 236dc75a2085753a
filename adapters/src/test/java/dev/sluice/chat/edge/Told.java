package dev.sluice.chat.edge;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;

/**
 * What a client has understood of an answer.
 */
final class Told {

	final StringBuilder text = new StringBuilder();

	final StringBuilder thinking = new StringBuilder();

	final StringBuilder refusal = new StringBuilder();

	final List<Call> calls = new ArrayList<>();

	@Nullable String finish;

	@Nullable JsonNode usage;

	@Nullable JsonNode error;

	/**
	 * What a client that trusts nothing has understood of a stream.
	 */
	static Told ofStream(Dialect client, String stream) {
		return switch (client) {
			case OPENAI_CHAT -> new StrictChat().read(stream);
			case OPENAI_RESPONSES -> new StrictResponses().read(stream);
			case ANTHROPIC_MESSAGES -> new StrictMessages().read(stream);
			case GEMINI_GENERATE -> new StrictGemini().read(stream);
			default -> throw new IllegalArgumentException(client.id());
		};
	}

	/**
	 * What a client has understood of a whole answer.
	 */
	static Told of(Dialect client, JsonNode answer) {
		return WholeAnswers.read(client, answer);
	}

	/**
	 * Names and arguments of the calls, in order.
	 */
	List<String> called() {
		return this.calls.stream().map((call) -> call.name + call.arguments).toList();
	}

	List<String> ids() {
		return this.calls.stream().map((call) -> call.id).toList();
	}

	@Override
	public String toString() {
		return "text=" + this.text + " thinking=" + this.thinking + " refusal=" + this.refusal + " calls=" + called()
				+ " finish=" + this.finish + " usage=" + this.usage + " error=" + this.error;
	}

	/** A tool call. */
	static final class Call {

		final String id;

		final String name;

		final StringBuilder arguments = new StringBuilder();

		Call(String id, String name) {
			this.id = id;
			this.name = name;
		}

	}

}
