package dev.sluice.chat.ollama;

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
import dev.sluice.chat.ToolChoice.Mode;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/**
 * Writes the tools of a request. This API has no word for a choice: none is said by
 * offering none, an allowed or demanded tool by offering it alone.
 */
final class ToolWriter {

	private static final RawJson NO_ARGUMENTS = new RawJson("{\"type\":\"object\",\"properties\":{}}");

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
		this.own = request.origin() == Dialect.OLLAMA_CHAT;
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
		tools.forEach(this::tool);
		this.out.endArray();
		if (choice != null && choice.forced()) {
			this.dropped.add(Field.TOOL_CHOICE.in(this.request.origin()));
		}
		if (Boolean.FALSE.equals(this.request.tooling().parallel())) {
			this.dropped.add(Field.PARALLEL.in(this.request.origin()));
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
		return choice == null
				|| (choice.mode() != Mode.NONE && (choice.names().isEmpty() || choice.names().contains(tool.name())));
	}

	private void tool(Tool tool) {
		this.out.object().member("type", "function").object("function");
		this.out.member("name", this.own ? tool.name() : this.names.of(tool.name()));
		if (tool instanceof Tool.Custom custom) {
			this.reversal.wrapped(this.names.of(custom.name()));
			this.out.optional("description", custom.description()).member("parameters", FREE_TEXT);
		}
		else if (tool instanceof Tool.Function function) {
			this.out.optional("description", function.description());
			if (function.schema() != null || !this.own) {
				RawJson schema = function.schema();
				this.out.member("parameters", (schema == null || schema.text().equals("{}")) ? NO_ARGUMENTS : schema);
			}
			if (Boolean.TRUE.equals(function.strict()) && !this.can.can(Ability.STRICT_TOOLS)) {
				this.dropped.add(Field.TOOL_STRICT.in(this.request.origin()));
			}
			function.extras().write(Dialect.OLLAMA_CHAT, "tools.", this.out, this.dropped);
		}
		this.out.endObject().endObject();
	}

}
