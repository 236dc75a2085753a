package dev.sluice.chat.anthropic;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Field;
import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.Tool;
import dev.sluice.chat.ToolChoice;
import dev.sluice.chat.ToolChoice.Mode;

/**
 * Decides which tools are sent and how free the model is: among the allowed ones, by the
 * models' refusals, and with a tool of our own where structured output is not native.
 */
final class ToolPlan {

	private static final String ANSWER = "json_answer";

	private final ChatRequest request;

	private final Capabilities can;

	private final boolean thinks;

	private final Dropped dropped;

	private final Reversal reversal;

	private final List<Tool> tools = new ArrayList<>();

	private @Nullable ToolChoice choice;

	ToolPlan(ChatRequest request, Capabilities can, boolean thinks, Dropped dropped, Reversal reversal) {
		this.request = request;
		this.can = can;
		this.thinks = thinks;
		this.dropped = dropped;
		this.reversal = reversal;
		offered();
		this.choice = chosen();
		structured();
	}

	List<Tool> tools() {
		return this.tools;
	}

	/**
	 * The choice to send, or null to say nothing.
	 */
	@Nullable ToolChoice choice() {
		return this.choice;
	}

	private void offered() {
		ToolChoice wish = this.request.tooling().choice();
		boolean few = wish != null && wish.mode() != Mode.NAMED && !wish.names().isEmpty();
		for (Tool tool : this.request.tooling().tools()) {
			boolean foreign = tool instanceof Tool.Hosted hosted && hosted.origin() != Dialect.ANTHROPIC_MESSAGES;
			if (foreign || !this.can.can(Ability.TOOLS)) {
				this.dropped.add("tools." + tool.name());
			}
			else if (!few || wish == null || wish.names().contains(tool.name())) {
				this.tools.add(tool);
			}
		}
		if (this.tools.isEmpty()) {
			// A history with tool calls is refused without tools.
			this.request.toolNames().values().stream().distinct().sorted().forEach(this::remembered);
		}
	}

	private void remembered(String name) {
		this.tools.add(new Tool.Function(name, null, null, null, null, Extras.NONE));
	}

	private @Nullable ToolChoice chosen() {
		ToolChoice wish = this.request.tooling().choice();
		if (this.tools.isEmpty()) {
			return null;
		}
		if (wish == null || !wish.forced()) {
			boolean switched = Boolean.FALSE.equals(this.request.tooling().parallel());
			return (wish == null && switched) ? ToolChoice.of(Mode.AUTO) : wish;
		}
		if (this.thinks && !this.can.can(Ability.FORCED_TOOLS_WITH_THINKING)) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The chosen model cannot be forced to call a tool while it thinks. Leave out either wish.")
				.param(Field.TOOL_CHOICE.in(this.request.origin()));
		}
		if (!this.can.can(Ability.FORCED_TOOLS)) {
			this.dropped.add(Field.TOOL_CHOICE.in(this.request.origin()));
			return ToolChoice.of(Mode.AUTO);
		}
		return wish;
	}

	private void structured() {
		OutputFormat format = this.request.output().format();
		if (format instanceof OutputFormat.JsonObject) {
			this.dropped.add(Field.FORMAT.in(this.request.origin()));
		}
		if (!(format instanceof OutputFormat.JsonSchema schema) || this.can.can(Ability.JSON_SCHEMA)) {
			return;
		}
		boolean forceable = this.can.can(Ability.FORCED_TOOLS)
				&& (!this.thinks || this.can.can(Ability.FORCED_TOOLS_WITH_THINKING));
		boolean busy = this.choice != null && this.choice.mode() == Mode.NAMED;
		if (!forceable || busy || !this.can.can(Ability.TOOLS)) {
			this.dropped.add(Field.FORMAT.in(this.request.origin()));
			return;
		}
		force(schema);
	}

	private void force(OutputFormat.JsonSchema schema) {
		boolean alone = this.request.tooling().tools().isEmpty()
				|| (this.choice != null && this.choice.mode() == Mode.NONE);
		String name = free((schema.name() != null) ? schema.name() : ANSWER);
		this.tools.add(new Tool.Function(name, "Gives the final answer. Call it instead of answering in text.",
				schema.schema(), null, null, Extras.NONE));
		this.reversal.structured(name);
		this.choice = alone ? new ToolChoice(Mode.NAMED, List.of(name)) : ToolChoice.of(Mode.REQUIRED);
	}

	private String free(String name) {
		String free = name;
		while (taken(free)) {
			free = free + "_";
		}
		return free;
	}

	private boolean taken(String name) {
		return this.tools.stream().anyMatch((tool) -> tool.name().equals(name));
	}

}
