package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CacheMark;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.ToolChoice.Mode;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads what a request says of tools, the deprecated functions included. */
final class ToolReader {

	private final JsonReader in;

	private final List<Tool> tools = new ArrayList<>();

	private @Nullable ToolChoice choice;

	private @Nullable Boolean parallel;

	ToolReader(JsonReader in) {
		this.in = in;
	}

	Tooling tooling() {
		// Without tools there is nothing to choose from.
		return this.tools.isEmpty() ? Tooling.NONE : new Tooling(List.copyOf(this.tools), this.choice, this.parallel);
	}

	void parallel() {
		this.parallel = this.in.bool("parallel_tool_calls");
	}

	void functions() {
		if (this.in.array("functions")) {
			while (this.in.nextElement()) {
				this.tools.add(function(null, new Extras.Gatherer(Dialect.OPENAI_CHAT)));
			}
		}
	}

	void tools() {
		if (this.in.array("tools")) {
			while (this.in.nextElement()) {
				this.tools.add(tool());
			}
		}
	}

	private Tool tool() {
		int start = this.in.position();
		if (!this.in.isObject()) {
			throw this.in.wrong("tools", "Field 'tools' must be a list of objects.");
		}
		String type = "function";
		Tool tool = null;
		CacheMark cache = null;
		Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_CHAT);
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "type" -> type = this.in.text("tools.type");
				case "function" -> tool = function(null, extras);
				case "custom" -> tool = custom();
				case "cache_control" -> {
					RawJson mark = this.in.raw();
					cache = PartReader.mark(mark);
					extras.keep(name, mark, Loss.QUIET);
				}
				default -> extras.keep(name, this.in.raw(), Loss.NAMED);
			}
		}
		if (tool == null || (!type.equals("function") && !type.equals("custom"))) {
			return new Tool.Hosted(Dialect.OPENAI_CHAT, type, this.in.since(start));
		}
		return (tool instanceof Tool.Function function) ? with(function, cache, extras.gathered()) : tool;
	}

	private static Tool with(Tool.Function tool, @Nullable CacheMark cache, Extras extras) {
		return new Tool.Function(tool.name(), tool.description(), tool.schema(), tool.strict(), cache, extras);
	}

	private Tool.Function function(@Nullable CacheMark cache, Extras.Gatherer extras) {
		if (!this.in.isObject()) {
			throw this.in.wrong("tools.function", "Field 'tools.function' must be an object.");
		}
		String label = null;
		String description = null;
		RawJson schema = null;
		Boolean strict = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "name" -> label = this.in.text("tools.function.name");
				case "description" -> description = this.in.string("tools.function.description");
				case "parameters" -> {
					RawJson value = this.in.raw();
					schema = value.isObject() ? value : null;
				}
				case "strict" -> strict = this.in.bool("tools.function.strict");
				default -> extras.keep("function." + name, this.in.raw(), Loss.NAMED);
			}
		}
		return new Tool.Function(named(label), description, schema, strict, cache, Extras.NONE);
	}

	private Tool custom() {
		if (!this.in.isObject()) {
			throw this.in.wrong("tools.custom", "Field 'tools.custom' must be an object.");
		}
		String label = null;
		String description = null;
		RawJson format = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "name" -> label = this.in.text("tools.custom.name");
				case "description" -> description = this.in.string("tools.custom.description");
				case "format" -> format = this.in.raw();
				default -> this.in.skip();
			}
		}
		return new Tool.Custom(named(label), description, format);
	}

	private String named(@Nullable String label) {
		if (label == null || label.isEmpty()) {
			throw this.in.wrong("tools", "Every tool in 'tools' needs a name.");
		}
		return label;
	}

	void choice() {
		if (this.in.isString()) {
			String word = this.in.text("tool_choice");
			this.choice = switch (word) {
				case "auto" -> ToolChoice.of(Mode.AUTO);
				case "none" -> ToolChoice.of(Mode.NONE);
				// The word of some vendors.
				case "required", "any" -> ToolChoice.of(Mode.REQUIRED);
				default -> throw this.in.wrong("tool_choice",
						"Field 'tool_choice' must be auto, none, required, or an object that names a tool.");
			};
			return;
		}
		if (!this.in.isObject()) {
			throw this.in.wrong("tool_choice", "Field 'tool_choice' must be a string or an object.");
		}
		ChoiceParts parts = new ChoiceParts();
		parts(parts);
		this.choice = parts.choice();
		if (this.choice == null) {
			throw this.in.wrong("tool_choice", "Field 'tool_choice' names no tool.");
		}
	}

	private void parts(ChoiceParts parts) {
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "name" -> parts.names.add(this.in.text("tool_choice.name"));
				case "mode" -> parts.mode = this.in.text("tool_choice.mode");
				case "function", "custom", "allowed_tools" -> {
					parts.allowed |= name.equals("allowed_tools");
					if (this.in.object("tool_choice." + name)) {
						parts(parts);
					}
				}
				case "tools" -> {
					if (this.in.array("tool_choice.tools")) {
						while (this.in.nextElement()) {
							if (this.in.object("tool_choice.tools")) {
								parts(parts);
							}
						}
					}
				}
				default -> this.in.skip();
			}
		}
	}

	/** What an object of {@code tool_choice} says, whatever its form. */
	private static final class ChoiceParts {

		private final List<String> names = new ArrayList<>();

		private boolean allowed;

		private String mode = "auto";

		@Nullable ToolChoice choice() {
			if (this.names.isEmpty()) {
				return null;
			}
			if (this.allowed) {
				return new ToolChoice(this.mode.equals("required") ? Mode.REQUIRED : Mode.AUTO,
						List.copyOf(this.names));
			}
			return new ToolChoice(Mode.NAMED, List.of(this.names.get(0)));
		}

	}

}
