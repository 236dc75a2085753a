package dev.sluice.chat.openai;

import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Field;
import dev.sluice.chat.Names;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.Tooling;
import dev.sluice.chat.json.JsonWriter;

/** Writes tools and the choice among them. Used once. */
final class ToolWriter {

	private final ChatRequest request;

	private final Tooling tooling;

	private final Capabilities can;

	private final Names names;

	private final JsonWriter out;

	private final Dropped dropped;

	ToolWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped) {
		this.request = request;
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
		parallel();
	}

	private void parallel() {
		Boolean parallel = this.tooling.parallel();
		if (this.can.can(Ability.PARALLEL_SWITCH)) {
			this.out.optional("parallel_tool_calls", parallel);
		}
		else if (Boolean.FALSE.equals(parallel)) {
			this.dropped.add(Field.PARALLEL.in(this.request.origin()));
		}
	}

	private boolean takes(Tool tool) {
		boolean foreign = tool instanceof Tool.Hosted hosted && hosted.origin() != Dialect.OPENAI_CHAT;
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
			custom(custom);
		}
	}

	private void function(Tool.Function tool) {
		this.out.object().member("type", "function").object("function");
		this.out.member("name", this.names.of(tool.name())).optional("description", tool.description());
		this.out.optional("parameters", tool.schema());
		if (this.can.can(Ability.STRICT_TOOLS)) {
			this.out.optional("strict", tool.strict());
		}
		else if (Boolean.TRUE.equals(tool.strict())) {
			this.dropped.add(Field.TOOL_STRICT.in(this.request.origin()));
		}
		extras(tool.extras(), true);
		this.out.endObject();
		extras(tool.extras(), false);
		this.out.endObject();
	}

	private void extras(Extras extras, boolean inner) {
		if (extras.origin() != Dialect.OPENAI_CHAT) {
			extras.lose(Dialect.OPENAI_CHAT, "tools.", this.dropped);
			return;
		}
		for (Extras.Member member : extras.members()) {
			boolean deep = member.name().startsWith("function.");
			if (deep == inner) {
				this.out.member(deep ? member.name().substring("function.".length()) : member.name(), member.value());
			}
		}
	}

	private void custom(Tool.Custom tool) {
		this.out.object().member("type", "custom").object("custom");
		this.out.member("name", this.names.of(tool.name())).optional("description", tool.description());
		this.out.optional("format", tool.format()).endObject().endObject();
	}

	private void choice(ToolChoice choice) {
		switch (choice.mode()) {
			case NONE -> this.out.member("tool_choice", "none");
			case NAMED -> named(choice.names().get(0));
			case AUTO, REQUIRED -> {
				boolean required = choice.mode() == ToolChoice.Mode.REQUIRED && forceable();
				if (choice.names().isEmpty()) {
					this.out.member("tool_choice", required ? "required" : "auto");
				}
				else {
					allowed(choice.names(), required ? "required" : "auto");
				}
			}
		}
	}

	private boolean forceable() {
		boolean forceable = this.can.can(Ability.FORCED_TOOLS);
		if (!forceable) {
			this.dropped.add(Field.TOOL_CHOICE.in(this.request.origin()));
		}
		return forceable;
	}

	private void named(String name) {
		if (!forceable()) {
			this.out.member("tool_choice", "auto");
			return;
		}
		this.out.object("tool_choice");
		reference(name);
		this.out.endObject();
	}

	private void allowed(List<String> names, String mode) {
		this.out.object("tool_choice").member("type", "allowed_tools").object("allowed_tools");
		this.out.member("mode", mode).array("tools");
		for (String name : names) {
			this.out.object();
			reference(name);
			this.out.endObject();
		}
		this.out.endArray().endObject().endObject();
	}

	private void reference(String name) {
		boolean custom = this.tooling.tools()
			.stream()
			.anyMatch((tool) -> tool instanceof Tool.Custom && tool.name().equals(name));
		String type = custom ? "custom" : "function";
		this.out.member("type", type).object(type).member("name", this.names.of(name)).endObject();
	}

}
