package dev.sluice.chat.anthropic;

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

/** Reads what a request says of tools. */
final class ToolReader {

	private final JsonReader in;

	private final List<Tool> tools = new ArrayList<>();

	private @Nullable ToolChoice choice;

	private @Nullable Boolean parallel;

	ToolReader(JsonReader in) {
		this.in = in;
	}

	Tooling tooling() {
		return new Tooling(List.copyOf(this.tools), this.choice, this.parallel);
	}

	void tools() {
		if (this.in.array("tools")) {
			while (this.in.nextElement()) {
				if (this.in.object("tools")) {
					this.tools.add(tool());
				}
			}
		}
	}

	private Tool tool() {
		int start = this.in.position();
		Extras.Gatherer extras = new Extras.Gatherer(Dialect.ANTHROPIC_MESSAGES);
		String type = "custom";
		String label = null;
		String description = null;
		RawJson schema = null;
		Boolean strict = null;
		CacheMark cache = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			switch (name) {
				case "type" -> {
					type = this.in.text("tools.type");
					extras.keep(name, new RawJson("\"custom\""), Loss.QUIET);
				}
				case "name" -> label = this.in.text("tools.name");
				case "description" -> description = this.in.string("tools.description");
				case "input_schema" -> schema = this.in.raw();
				case "strict" -> strict = this.in.bool("tools.strict");
				case "cache_control" -> cache = BlockReader.mark(this.in);
				default -> extras.keep(name, this.in.raw(), loss(name));
			}
		}
		if (!type.equals("custom")) {
			return new Tool.Hosted(Dialect.ANTHROPIC_MESSAGES, type, this.in.since(start));
		}
		if (label == null || label.isEmpty()) {
			throw this.in.wrong("tools", "Every tool in 'tools' needs a name.");
		}
		return new Tool.Function(label, description, schema, strict, cache, extras.gathered());
	}

	// How arguments are streamed and when the tool is loaded changes no answer.
	private static Loss loss(String name) {
		return (name.equals("eager_input_streaming") || name.equals("defer_loading")) ? Loss.QUIET : Loss.NAMED;
	}

	void choice() {
		if (!this.in.object("tool_choice")) {
			return;
		}
		String type = "";
		String label = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "type" -> type = this.in.text("tool_choice.type");
				case "name" -> label = this.in.string("tool_choice.name");
				case "disable_parallel_tool_use" -> {
					Boolean disabled = this.in.bool("tool_choice.disable_parallel_tool_use");
					this.parallel = (disabled == null) ? null : Boolean.valueOf(!disabled);
				}
				default -> this.in.skip();
			}
		}
		this.choice = choice(type, label);
	}

	private ToolChoice choice(String type, @Nullable String label) {
		return switch (type) {
			case "auto" -> ToolChoice.of(Mode.AUTO);
			case "none" -> ToolChoice.of(Mode.NONE);
			case "any" -> ToolChoice.of(Mode.REQUIRED);
			case "tool" -> new ToolChoice(Mode.NAMED, List.of((label != null) ? label : ""));
			default -> throw this.in.wrong("tool_choice", "Field 'tool_choice.type' must be auto, any, tool or none.");
		};
	}

}
