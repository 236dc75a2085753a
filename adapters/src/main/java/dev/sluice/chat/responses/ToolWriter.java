package dev.sluice.chat.responses;

import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Field;
import dev.sluice.chat.Names;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.json.JsonWriter;

/** Writes tools and the choice among them. Used once. */
final class ToolWriter {

	private final ChatRequest request;

	private final boolean own;

	private final Tooling tooling;

	private final Capabilities can;

	private final Names names;

	private final JsonWriter out;

	private final Dropped dropped;

	ToolWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.OPENAI_RESPONSES;
		this.tooling = request.tooling();
		this.can = can;
		this.names = names;
		this.out = out;
		this.dropped = dropped;
	}

	void write() {
		List<Tool> sent = this.tooling.tools().stream().filter(this::takes).toList();
		if (sent.isEmpty()) {
			return;
		}
		this.out.array("tools");
		sent.forEach(this::tool);
		this.out.endArray();
		ToolChoice choice = this.tooling.choice();
		if (choice != null) {
			choice(choice);
		}
		if (this.can.can(Ability.PARALLEL_SWITCH)) {
			this.out.optional("parallel_tool_calls", this.tooling.parallel());
		}
		else if (Boolean.FALSE.equals(this.tooling.parallel())) {
			this.dropped.add(Field.PARALLEL.in(this.request.origin()));
		}
	}

	private boolean takes(Tool tool) {
		boolean foreign = tool instanceof Tool.Hosted hosted && hosted.origin() != Dialect.OPENAI_RESPONSES;
		boolean takes = this.can.can(Ability.TOOLS) && !foreign;
		if (!takes) {
			this.dropped.add("tools." + tool.name());
		}
		return takes;
	}

	private void tool(Tool tool) {
		if (tool instanceof Tool.Hosted hosted) {
			this.out.value(hosted.whole());
		}
		else if (tool instanceof Tool.Function function) {
			function(function);
		}
		else if (tool instanceof Tool.Custom custom) {
			this.out.object().member("type", "custom").member("name", this.names.of(custom.name()));
			this.out.optional("description", custom.description()).optional("format", custom.format()).endObject();
		}
	}

	private void function(Tool.Function tool) {
		this.out.object().member("type", "function").member("name", this.names.of(tool.name()));
		this.out.optional("description", tool.description());
		if (this.own) {
			this.out.optional("parameters", tool.schema()).optional("strict", tool.strict());
		}
		else {
			if (tool.schema() != null) {
				this.out.member("parameters", tool.schema());
			}
			else {
				this.out.object("parameters").member("type", "object").object("properties").endObject().endObject();
			}
			strict(tool);
		}
		tool.extras().write(Dialect.OPENAI_RESPONSES, "tools.", this.out, this.dropped);
		this.out.endObject();
	}

	// This API takes silence for true, the others for false.
	private void strict(Tool.Function tool) {
		boolean strict = Boolean.TRUE.equals(tool.strict());
		if (strict && !this.can.can(Ability.STRICT_TOOLS)) {
			this.dropped.add(Field.TOOL_STRICT.in(this.request.origin()));
		}
		this.out.member("strict", strict && this.can.can(Ability.STRICT_TOOLS));
	}

	private void choice(ToolChoice choice) {
		boolean forceable = !choice.forced() || this.can.can(Ability.FORCED_TOOLS);
		if (!forceable) {
			this.dropped.add(Field.TOOL_CHOICE.in(this.request.origin()));
		}
		switch (choice.mode()) {
			case NONE -> this.out.member("tool_choice", "none");
			case NAMED -> {
				if (forceable) {
					this.out.name("tool_choice");
					reference(choice.names().get(0));
				}
				else {
					this.out.member("tool_choice", "auto");
				}
			}
			case AUTO, REQUIRED -> {
				String mode = (choice.forced() && forceable) ? "required" : "auto";
				if (choice.names().isEmpty()) {
					this.out.member("tool_choice", mode);
				}
				else {
					allowed(choice.names(), mode);
				}
			}
		}
	}

	private void allowed(List<String> names, String mode) {
		this.out.object("tool_choice").member("type", "allowed_tools").member("mode", mode).array("tools");
		names.forEach(this::reference);
		this.out.endArray().endObject();
	}

	private void reference(String name) {
		boolean custom = this.tooling.tools()
			.stream()
			.anyMatch((tool) -> tool instanceof Tool.Custom && tool.name().equals(name));
		this.out.object().member("type", custom ? "custom" : "function").member("name", this.names.of(name));
		this.out.endObject();
	}

}
