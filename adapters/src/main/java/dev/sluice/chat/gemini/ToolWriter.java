package dev.sluice.chat.gemini;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Field;
import dev.sluice.chat.Names;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** Writes what a request says of tools. Used once. */
final class ToolWriter {

	private static final RawJson FREE_TEXT = new RawJson("{\"type\":\"object\",\"properties\":{\""
			+ Reversal.CUSTOM_INPUT + "\":{\"type\":\"string\"}},\"required\":[\"" + Reversal.CUSTOM_INPUT + "\"]}");

	private final ChatRequest request;

	private final boolean own;

	private final Capabilities can;

	private final Names names;

	private final JsonWriter out;

	private final Dropped dropped;

	private final Reversal reversal;

	ToolWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped, Reversal reversal) {
		this.request = request;
		this.own = request.origin() == Dialect.GEMINI_GENERATE;
		this.can = can;
		this.names = names;
		this.out = out;
		this.dropped = dropped;
		this.reversal = reversal;
	}

	void write() {
		ToolChoice choice = this.request.tooling().choice();
		List<Tool> tools = this.request.tooling().tools().stream().filter((tool) -> offered(tool, choice)).toList();
		if (tools.isEmpty()) {
			return;
		}
		this.out.array("tools");
		boolean grouped = false;
		for (Tool tool : tools) {
			boolean hosted = tool instanceof Tool.Hosted;
			if (grouped == hosted) {
				group(grouped);
				grouped = !grouped;
			}
			tool(tool);
		}
		if (grouped) {
			group(true);
		}
		this.out.endArray();
		if (choice != null && (!this.own || this.request.extras().get("toolConfig") == null)) {
			choice(choice);
		}
		if (Boolean.FALSE.equals(this.request.tooling().parallel())) {
			this.dropped.add(Field.PARALLEL.in(this.request.origin()));
		}
	}

	private void group(boolean open) {
		if (open) {
			this.out.endArray().endObject();
		}
		else {
			this.out.object().array("functionDeclarations");
		}
	}

	private boolean offered(Tool tool, @Nullable ToolChoice choice) {
		if (this.own) {
			return true;
		}
		if (tool instanceof Tool.Hosted || !this.can.can(Ability.TOOLS)) {
			this.dropped.add("tools." + tool.name());
			return false;
		}
		boolean few = choice != null && choice.mode() == ToolChoice.Mode.AUTO && !choice.names().isEmpty();
		return !few || choice == null || choice.names().contains(tool.name());
	}

	private void tool(Tool tool) {
		if (tool instanceof Tool.Hosted hosted) {
			this.out.value(hosted.whole());
		}
		else if (tool instanceof Tool.Custom custom) {
			String name = this.names.of(custom.name());
			this.reversal.wrapped(name);
			this.out.object().member("name", name).optional("description", custom.description());
			parameters(FREE_TEXT);
			this.out.endObject();
		}
		else if (tool instanceof Tool.Function function) {
			function(function);
		}
	}

	private void function(Tool.Function tool) {
		this.out.object().member("name", this.own ? tool.name() : this.names.of(tool.name()));
		this.out.optional("description", tool.description());
		if (tool.extras().get("parameters") == null || !this.own) {
			parameters(tool.schema());
		}
		if (Boolean.TRUE.equals(tool.strict()) && !this.can.can(Ability.STRICT_TOOLS)) {
			this.dropped.add(Field.TOOL_STRICT.in(this.request.origin()));
		}
		tool.extras().write(Dialect.GEMINI_GENERATE, "tools.", this.out, this.dropped);
		this.out.endObject();
	}

	private void parameters(@Nullable RawJson schema) {
		if (schema == null || schema.text().equals("{}")) {
			return;
		}
		if (this.own || this.can.can(Ability.PLAIN_SCHEMA)) {
			this.out.member("parametersJsonSchema", schema);
			return;
		}
		SchemaSubset.Converted subset = SchemaSubset.of(schema);
		String field = Field.TOOLS.in(this.request.origin()) + ".parameters.";
		subset.lost().forEach((keyword) -> this.dropped.add(field + keyword));
		if (!subset.bare()) {
			this.out.member("parameters", subset.schema());
		}
	}

	private void choice(ToolChoice choice) {
		if (choice.forced() && !this.own && !this.can.can(Ability.FORCED_TOOLS)) {
			this.dropped.add(Field.TOOL_CHOICE.in(this.request.origin()));
			return;
		}
		this.out.object("toolConfig").object("functionCallingConfig");
		this.out.member("mode", switch (choice.mode()) {
			case AUTO -> "AUTO";
			case NONE -> "NONE";
			case REQUIRED, NAMED -> "ANY";
		});
		if (!choice.names().isEmpty() && (choice.forced() || this.own)) {
			this.out.array("allowedFunctionNames");
			choice.names().forEach((name) -> this.out.value(this.own ? name : this.names.of(name)));
			this.out.endArray();
		}
		this.out.endObject().endObject();
	}

}
