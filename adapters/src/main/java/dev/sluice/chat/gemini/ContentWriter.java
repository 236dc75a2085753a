package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Message;
import dev.sluice.chat.Names;
import dev.sluice.chat.Role;
import dev.sluice.chat.Turns;
import dev.sluice.chat.json.JsonWriter;

/** Writes the messages: instructions apart, turns alternating. Used once. */
final class ContentWriter {

	private final ChatRequest request;

	private final boolean own;

	private final Capabilities can;

	private final JsonWriter out;

	private final Dropped dropped;

	private final PartWriter parts;

	private List<String> lastCalls = List.of();

	ContentWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.GEMINI_GENERATE;
		this.can = can;
		this.out = out;
		this.dropped = dropped;
		this.parts = new PartWriter(request, can, names, out, dropped);
	}

	void write() {
		Turns turns = this.own ? asTheyStand() : Turns.of(this.request.messages(), false);
		if (!turns.instructions().isEmpty()) {
			this.out.object("systemInstruction").array("parts");
			for (Message message : turns.instructions()) {
				this.parts.write(message.content());
			}
			this.out.endArray().endObject();
		}
		this.out.array("contents");
		turns.turns().forEach(this::turn);
		this.out.endArray();
		prefill(turns.turns());
	}

	private Turns asTheyStand() {
		List<Message> instructions = new ArrayList<>();
		List<Message> contents = new ArrayList<>();
		for (Message message : this.request.messages()) {
			(message.role().instructs() ? instructions : contents).add(message);
		}
		return new Turns(instructions, contents);
	}

	private void turn(Message message) {
		boolean model = message.role() == Role.ASSISTANT;
		this.out.object().member("role", model ? "model" : "user").array("parts");
		List<ContentBlock> content = (this.own || model) ? message.content() : inOrderOfCalls(message.content());
		if (model) {
			this.lastCalls = calls(content);
			this.parts.writeModel(content, !this.own && this.can.can(Ability.SEALED_CALLS));
		}
		else {
			this.parts.write(content);
		}
		this.out.endArray().endObject();
	}

	private static List<String> calls(List<ContentBlock> content) {
		return content.stream()
			.filter(ContentBlock.ToolUse.class::isInstance)
			.map((block) -> ((ContentBlock.ToolUse) block).id())
			.toList();
	}

	// Results are matched by their order when calls have no ids.
	private List<ContentBlock> inOrderOfCalls(List<ContentBlock> content) {
		List<ContentBlock> ordered = new ArrayList<>(content);
		ordered.sort(Comparator.comparingInt(this::place));
		return ordered;
	}

	private int place(ContentBlock block) {
		if (!(block instanceof ContentBlock.ToolResult result)) {
			return Integer.MAX_VALUE;
		}
		int place = this.lastCalls.indexOf(result.toolUseId());
		return (place >= 0) ? place : this.lastCalls.size();
	}

	private void prefill(List<Message> turns) {
		boolean prefilled = !this.own && !turns.isEmpty() && turns.get(turns.size() - 1).role() == Role.ASSISTANT;
		if (prefilled && !this.can.can(Ability.PREFILL)) {
			this.dropped.add("messages.prefill");
		}
	}

}
