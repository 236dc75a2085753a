package dev.sluice.chat.ollama;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;

/** Reads tool calls, in histories and answers. */
final class CallReader {

	private final JsonReader in;

	private final CallHistory history;

	private final String field;

	CallReader(JsonReader in, CallHistory history, String field) {
		this.in = in;
		this.history = history;
		this.field = field;
	}

	List<ContentBlock> calls() {
		List<ContentBlock> calls = new ArrayList<>(1);
		if (this.in.array(this.field)) {
			while (this.in.nextElement()) {
				if (this.in.object(this.field)) {
					calls.add(call());
				}
			}
		}
		return calls;
	}

	private ContentBlock.ToolUse call() {
		Extras.Gatherer extras = new Extras.Gatherer(Dialect.OLLAMA_CHAT);
		String id = null;
		Function function = new Function(null, "{}");
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "id" -> id = this.in.string(this.field + ".id");
				case "function" -> function = function(extras);
				default -> this.in.skip();
			}
		}
		String called = function.name();
		if (called == null || called.isEmpty()) {
			throw this.in.wrong(this.field, "Every tool call needs the name of its tool.");
		}
		String told = (id == null || id.isEmpty()) ? null : id;
		return new ContentBlock.ToolUse(this.history.called(called, told), called, function.arguments(), false, null,
				null, extras.gathered());
	}

	private Function function(Extras.Gatherer extras) {
		String called = null;
		String arguments = "{}";
		if (this.in.object(this.field + ".function")) {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				if (this.in.isNull()) {
					continue;
				}
				switch (name) {
					case "name" -> called = this.in.text(this.field + ".function.name");
					case "arguments" -> arguments = arguments();
					default -> extras.keep(name, this.in.raw(), Loss.QUIET);
				}
			}
		}
		return new Function(called, arguments);
	}

	// Some servers that copy this API write a text.
	private String arguments() {
		if (!this.in.isString()) {
			return this.in.raw().text();
		}
		String text = this.in.text(this.field + ".function.arguments");
		return text.isBlank() ? "{}" : text;
	}

	private record Function(@Nullable String name, String arguments) {
	}

}
