package dev.sluice.chat.anthropic;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Field;
import dev.sluice.chat.Names;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** Writes the tools of a plan. */
final class ToolWriter {

	private static final RawJson NO_ARGUMENTS = new RawJson("{\"type\":\"object\",\"properties\":{}}");

	private static final RawJson FREE_TEXT = new RawJson("{\"type\":\"object\",\"properties\":{\""
			+ Reversal.CUSTOM_INPUT + "\":{\"type\":\"string\"}},\"required\":[\"" + Reversal.CUSTOM_INPUT + "\"]}");

	private final ChatRequest request;

	private final Capabilities can;

	private final Names names;

	private final CacheMarks marks;

	private final JsonWriter out;

	private final Dropped dropped;

	private final Reversal reversal;

	ToolWriter(ChatRequest request, Capabilities can, Names names, CacheMarks marks, JsonWriter out, Dropped dropped,
			Reversal reversal) {
		this.request = request;
		this.can = can;
		this.names = names;
		this.marks = marks;
		this.out = out;
		this.dropped = dropped;
		this.reversal = reversal;
	}

	void write(ToolPlan plan) {
		if (plan.tools().isEmpty()) {
			return;
		}
		this.out.array("tools");
		plan.tools().forEach(this::tool);
		this.out.endArray();
		if (plan.choice() != null) {
			choice(plan.choice());
		}
	}

	private void tool(Tool tool) {
		if (tool instanceof Tool.Hosted hosted) {
			this.out.value(hosted.whole());
		}
		else if (tool instanceof Tool.Custom custom) {
			String name = this.names.of(custom.name());
			this.reversal.wrapped(name);
			this.out.object().member("name", name).optional("description", custom.description());
			this.out.member("input_schema", FREE_TEXT).endObject();
		}
		else if (tool instanceof Tool.Function function) {
			function(function);
		}
	}

	private void function(Tool.Function tool) {
		this.out.object().member("name", this.names.of(tool.name())).optional("description", tool.description());
		this.out.member("input_schema", schema(tool.schema()));
		if (this.can.can(Ability.STRICT_TOOLS)) {
			this.out.optional("strict", tool.strict());
		}
		else if (Boolean.TRUE.equals(tool.strict())) {
			this.dropped.add(Field.TOOL_STRICT.in(this.request.origin()));
		}
		this.marks.write(tool.cache(), this.out);
		tool.extras().write(Dialect.ANTHROPIC_MESSAGES, "tools.", this.out, this.dropped);
		this.out.endObject();
	}

	/**
	 * The schema with the type that the API demands.
	 */
	private static RawJson schema(@Nullable RawJson schema) {
		if (schema == null || schema.text().equals("{}")) {
			return NO_ARGUMENTS;
		}
		return (schema.text().startsWith("{\"type\":") || typed(schema)) ? schema
				: new RawJson("{\"type\":\"object\"," + schema.text().substring(1));
	}

	private static boolean typed(RawJson schema) {
		byte[] bytes = schema.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.INVALID_REQUEST)) {
			in.start();
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (name.equals("type")) {
					return true;
				}
				in.skip();
			}
			return false;
		}
	}

	private void choice(ToolChoice choice) {
		this.out.object("tool_choice");
		switch (choice.mode()) {
			case AUTO -> this.out.member("type", "auto");
			case NONE -> this.out.member("type", "none");
			case REQUIRED -> this.out.member("type", "any");
			case NAMED -> this.out.member("type", "tool").member("name", this.names.of(choice.names().get(0)));
		}
		boolean switched = Boolean.FALSE.equals(this.request.tooling().parallel());
		if (switched && choice.mode() != ToolChoice.Mode.NONE) {
			this.out.member("disable_parallel_tool_use", true);
		}
		this.out.endObject();
	}

}
