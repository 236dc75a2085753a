package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads one item of an input or an output. Used once. */
final class ItemReader {

	/** In front of a message item's own members where they ride with its first part. */
	static final String ITEM = "item.";

	private final JsonReader in;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.OPENAI_RESPONSES);

	private final StringBuilder summary = new StringBuilder();

	private List<ContentBlock> content = List.of();

	private List<ContentBlock> output = List.of();

	private boolean plain;

	private String type = "";

	private @Nullable String role;

	private @Nullable String id;

	private @Nullable String callId;

	private @Nullable String name;

	private @Nullable String arguments;

	private @Nullable String encrypted;

	private @Nullable String image;

	private String imageFormat = "png";

	private @Nullable RawJson whole;

	ItemReader(JsonReader in) {
		this.in = in;
	}

	/**
	 * Reads the item that the reader stands inside of.
	 * @param start where it begins
	 */
	void read(int start) {
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			if (!this.in.isNull()) {
				member(member);
			}
		}
		this.whole = this.in.since(start);
	}

	private void member(String member) {
		switch (member) {
			case "type" -> this.type = this.in.text("input.type");
			case "role" -> this.role = this.in.text("input.role");
			case "id" -> {
				this.id = this.in.text("input.id");
				this.extras.keep(member, quoted(this.id), Loss.QUIET);
			}
			case "call_id" -> this.callId = this.in.text("input.call_id");
			case "name" -> this.name = this.in.text("input.name");
			case "arguments", "input" ->
				this.arguments = this.in.isString() ? this.in.text("input." + member) : this.in.raw().text();
			case "content" -> this.content = parts();
			case "output" -> this.output = parts();
			case "summary" -> summary();
			case "encrypted_content" -> this.encrypted = this.in.text("input.encrypted_content");
			case "result", "output_format" -> painted(member);
			case "status", "phase" -> this.extras.keep(member, this.in.raw(), Loss.QUIET);
			default -> this.extras.keep(member, this.in.raw(), Loss.NAMED);
		}
	}

	// Of hosted tools that paint.
	private void painted(String member) {
		if (!this.in.isString()) {
			this.in.skip();
		}
		else if (member.equals("result")) {
			this.image = this.in.text(member);
		}
		else {
			this.imageFormat = this.in.text(member);
		}
	}

	private static RawJson quoted(String id) {
		return new RawJson("\"" + id.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
	}

	private List<ContentBlock> parts() {
		List<ContentBlock> parts = new ArrayList<>();
		if (this.in.isString()) {
			this.plain = true;
			return List.of(new ContentBlock.Text(this.in.text("input.content")));
		}
		if (!this.in.isArray()) {
			// The output of a hosted tool: the item is kept as a whole.
			this.in.skip();
			return parts;
		}
		while (this.in.nextElement()) {
			ContentBlock part = new PartReader(this.in).part();
			if (part != null) {
				parts.add(part);
			}
		}
		return List.copyOf(parts);
	}

	private void summary() {
		for (ContentBlock part : parts()) {
			if (part instanceof ContentBlock.Text text) {
				this.summary.append(this.summary.isEmpty() ? "" : "\n\n").append(text.text());
			}
		}
	}

	/**
	 * What kind of item it is; a message need not say so.
	 */
	String type() {
		return (this.type.isEmpty() && this.role != null) ? "message" : this.type;
	}

	boolean typed() {
		return !this.type.isEmpty();
	}

	@Nullable String role() {
		return this.role;
	}

	boolean plain() {
		return this.plain;
	}

	List<ContentBlock> content() {
		return this.content;
	}

	Extras.Gatherer extras() {
		return this.extras;
	}

	/**
	 * The image that a hosted tool painted, in base64, or null.
	 */
	@Nullable String image() {
		return this.type.equals("image_generation_call") ? this.image : null;
	}

	String imageFormat() {
		return this.imageFormat;
	}

	ContentBlock opaque() {
		RawJson item = this.whole;
		return new ContentBlock.Opaque(Dialect.OPENAI_RESPONSES, this.type, (item != null) ? item : new RawJson("{}"));
	}

	@Nullable ContentBlock reasoning() {
		String text = this.summary.toString();
		if (text.isEmpty()) {
			text = ItemWriter.text(this.content, "\n\n").toString();
		}
		return Seals.read(this.id, text, this.encrypted);
	}

	ContentBlock call(boolean custom) {
		if (this.name == null || this.name.isEmpty()) {
			throw this.in.wrong("input.name", "An item of type '" + this.type + "' needs the name of its tool.");
		}
		String given = (this.arguments != null) ? this.arguments : "";
		boolean none = given.isBlank() || given.equals("null");
		String id = (this.callId != null && !this.callId.isEmpty()) ? this.callId : Ids.mint();
		return new ContentBlock.ToolUse(id, this.name, (none && !custom) ? "{}" : given, custom, null, null,
				this.extras.gathered());
	}

	ContentBlock result() {
		if (this.callId == null || this.callId.isEmpty()) {
			throw this.in.wrong("input.call_id",
					"An item of type '" + this.type + "' must name the call that it answers.");
		}
		return new ContentBlock.ToolResult(this.callId, this.output, this.plain, false, null, this.extras.gathered());
	}

}
