package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads what a request says of tools. */
final class ToolReader {

	private final JsonReader in;

	private final Extras.Gatherer requestExtras;

	private final List<Tool> tools = new ArrayList<>();

	private @Nullable ToolChoice choice;

	ToolReader(JsonReader in, Extras.Gatherer requestExtras) {
		this.in = in;
		this.requestExtras = requestExtras;
	}

	Tooling tooling() {
		return new Tooling(List.copyOf(this.tools), this.choice, null);
	}

	void tools() {
		if (!this.in.array("tools")) {
			return;
		}
		while (this.in.nextElement()) {
			if (!this.in.object("tools")) {
				continue;
			}
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				tool(Words.camel(name));
			}
		}
	}

	private void tool(String name) {
		if (this.in.isNull()) {
			return;
		}
		if (!name.equals("functionDeclarations")) {
			RawJson whole = new RawJson("{\"" + name + "\":" + this.in.raw().text() + "}");
			this.tools.add(new Tool.Hosted(Dialect.GEMINI_GENERATE, name, whole));
		}
		else if (this.in.array("tools.functionDeclarations")) {
			while (this.in.nextElement()) {
				if (this.in.object("tools.functionDeclarations")) {
					this.tools.add(function());
				}
			}
		}
	}

	private Tool function() {
		Extras.Gatherer extras = new Extras.Gatherer(Dialect.GEMINI_GENERATE);
		String called = null;
		String description = null;
		RawJson schema = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			switch (Words.camel(name)) {
				case "name" -> called = this.in.text("tools.functionDeclarations.name");
				case "description" -> description = this.in.text("tools.functionDeclarations.description");
				case "parametersJsonSchema" -> schema = this.in.raw();
				case "parameters" -> {
					RawJson own = this.in.raw();
					schema = PlainSchema.of(own);
					extras.keep("parameters", own, Loss.QUIET);
				}
				case "response", "responseJsonSchema", "behavior" ->
					extras.keep(Words.camel(name), this.in.raw(), Loss.QUIET);
				default -> extras.keep(Words.camel(name), this.in.raw(), Loss.NAMED);
			}
		}
		if (called == null || called.isEmpty()) {
			throw this.in.wrong("tools.functionDeclarations.name", "Every function needs a name.");
		}
		return new Tool.Function(called, description, schema, null, null, extras.gathered());
	}

	void config() {
		int start = this.in.position();
		boolean more = false;
		if (!this.in.object("toolConfig")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (Words.camel(name).equals("functionCallingConfig")) {
				more |= calling();
			}
			else {
				more = true;
				this.in.skip();
			}
		}
		if (more) {
			this.requestExtras.keep("toolConfig", this.in.since(start),
					(this.choice != null) ? Loss.QUIET : Loss.NAMED);
		}
	}

	/**
	 * Reads the mode; true when it says more than other dialects can.
	 */
	private boolean calling() {
		String mode = null;
		List<String> names = List.of();
		boolean more = false;
		if (this.in.object("toolConfig.functionCallingConfig")) {
			for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
				switch (Words.camel(name)) {
					case "mode" -> mode = this.in.string("toolConfig.functionCallingConfig.mode");
					case "allowedFunctionNames" ->
						names = this.in.strings("toolConfig.functionCallingConfig.allowedFunctionNames");
					default -> {
						more = true;
						this.in.skip();
					}
				}
			}
		}
		this.choice = choice((mode != null) ? mode : "", names);
		return more || "VALIDATED".equals(mode) || this.choice == null;
	}

	private static @Nullable ToolChoice choice(String mode, List<String> names) {
		return switch (mode) {
			case "AUTO", "VALIDATED" -> new ToolChoice(ToolChoice.Mode.AUTO, names);
			case "ANY" -> new ToolChoice((names.size() == 1) ? ToolChoice.Mode.NAMED : ToolChoice.Mode.REQUIRED, names);
			case "NONE" -> ToolChoice.of(ToolChoice.Mode.NONE);
			default -> null;
		};
	}

}
