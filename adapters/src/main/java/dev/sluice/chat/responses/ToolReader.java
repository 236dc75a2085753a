package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.ToolChoice.Mode;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads what a request says of tools, whose descriptions are flat here. */
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

	void tools() {
		if (this.in.array("tools")) {
			while (this.in.nextElement()) {
				this.tools.add(new Description().read());
			}
		}
	}

	void choice(Extras.Gatherer extras) {
		if (this.in.isString()) {
			this.choice = switch (this.in.text("tool_choice")) {
				case "auto" -> ToolChoice.of(Mode.AUTO);
				case "none" -> ToolChoice.of(Mode.NONE);
				case "required" -> ToolChoice.of(Mode.REQUIRED);
				default -> throw this.in.wrong("tool_choice",
						"Field 'tool_choice' must be auto, none, required, or an object that names a tool.");
			};
			return;
		}
		int start = this.in.position();
		if (!this.in.isObject()) {
			throw this.in.wrong("tool_choice", "Field 'tool_choice' must be a string or an object.");
		}
		Reference reference = new Reference();
		reference.read();
		this.choice = reference.choice();
		if (this.choice == null) {
			// It forces a tool that only OpenAI runs.
			extras.keep("tool_choice", this.in.since(start), Loss.REFUSED);
		}
	}

	/** An object of {@code tool_choice}, and what it lists. */
	private final class Reference {

		private final List<String> names = new ArrayList<>();

		private String mode = "auto";

		private boolean allowed;

		void read() {
			JsonReader in = ToolReader.this.in;
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				switch (name) {
					case "type" -> this.allowed |= "allowed_tools".equals(in.string("tool_choice.type"));
					case "name" -> this.names.add(in.text("tool_choice.name"));
					case "mode" -> this.mode = in.text("tool_choice.mode");
					case "tools" -> tools(in);
					default -> in.skip();
				}
			}
		}

		private void tools(JsonReader in) {
			if (in.array("tool_choice.tools")) {
				while (in.nextElement()) {
					if (in.object("tool_choice.tools")) {
						read();
					}
				}
			}
		}

		@Nullable ToolChoice choice() {
			if (this.allowed) {
				return new ToolChoice(this.mode.equals("required") ? Mode.REQUIRED : Mode.AUTO,
						List.copyOf(this.names));
			}
			return this.names.isEmpty() ? null : new ToolChoice(Mode.NAMED, List.of(this.names.get(0)));
		}

	}

	/** One tool as it is described. */
	private final class Description {

		private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_RESPONSES);

		private String type = "";

		private @Nullable String label;

		private @Nullable String description;

		private @Nullable RawJson schema;

		private @Nullable RawJson format;

		private @Nullable Boolean strict;

		Tool read() {
			JsonReader in = ToolReader.this.in;
			int start = in.position();
			if (!in.isObject()) {
				throw in.wrong("tools", "Field 'tools' must be a list of objects.");
			}
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				member(name, in);
			}
			return switch (this.type) {
				case "function" -> new Tool.Function(named(), this.description, this.schema, this.strict, null,
						this.extras.gathered());
				case "custom" -> new Tool.Custom(named(), this.description, this.format);
				default -> new Tool.Hosted(Dialect.OPENAI_RESPONSES, this.type, in.since(start));
			};
		}

		private void member(String name, JsonReader in) {
			switch (name) {
				case "type" -> this.type = in.text("tools.type");
				case "name" -> this.label = in.string("tools.name");
				case "description" -> this.description = in.isString() ? in.text("tools.description") : null;
				case "parameters" -> {
					RawJson value = in.raw();
					this.schema = value.isObject() ? value : null;
				}
				case "format" -> this.format = in.raw();
				case "strict" -> this.strict = in.bool("tools.strict");
				default -> {
					if (!in.isNull()) {
						this.extras.keep(name, in.raw(), Loss.NAMED);
					}
				}
			}
		}

		private String named() {
			if (this.label == null || this.label.isEmpty()) {
				throw ToolReader.this.in.wrong("tools", "Every tool in 'tools' needs a name.");
			}
			return this.label;
		}

	}

}
