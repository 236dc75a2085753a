package dev.sluice.chat.ollama;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Tool;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads the tools of a request. */
final class ToolReader {

	private final JsonReader in;

	ToolReader(JsonReader in) {
		this.in = in;
	}

	List<Tool> tools() {
		List<Tool> tools = new ArrayList<>();
		if (this.in.array("tools")) {
			while (this.in.nextElement()) {
				if (this.in.object("tools")) {
					tools.add(tool());
				}
			}
		}
		return List.copyOf(tools);
	}

	private Tool tool() {
		Tool function = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (name.equals("function") && this.in.object("tools.function")) {
				function = function();
			}
			else {
				this.in.skip();
			}
		}
		if (function == null) {
			throw this.in.wrong("tools.function", "Every tool must be a function with a name.");
		}
		return function;
	}

	private @Nullable Tool function() {
		Extras.Gatherer extras = new Extras.Gatherer(Dialect.OLLAMA_CHAT);
		String called = null;
		String description = null;
		RawJson schema = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			switch (name) {
				case "name" -> called = this.in.text("tools.function.name");
				case "description" -> description = this.in.text("tools.function.description");
				case "parameters" -> schema = this.in.raw();
				default -> extras.keep(name, this.in.raw(), Loss.NAMED);
			}
		}
		return (called == null) ? null : new Tool.Function(called, description, schema, null, null, extras.gathered());
	}

}
