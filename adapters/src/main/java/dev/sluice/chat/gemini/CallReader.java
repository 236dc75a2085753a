package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads a call of a tool, or its result. Used once. */
final class CallReader {

	private final JsonReader in;

	private final CallHistory ids;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.GEMINI_GENERATE);

	private @Nullable String id;

	private @Nullable String name;

	private RawJson args = RawJson.EMPTY_OBJECT;

	private final List<ContentBlock> content = new ArrayList<>();

	private boolean plain;

	private boolean error;

	CallReader(JsonReader in, CallHistory ids) {
		this.in = in;
		this.ids = ids;
	}

	ContentBlock.ToolUse call() {
		members("functionCall");
		String tool = name("functionCall");
		return new ContentBlock.ToolUse(this.ids.called(tool, this.id), tool, this.args.text(), false, null, null,
				this.extras.gathered());
	}

	ContentBlock.ToolResult result() {
		members("functionResponse");
		String use = this.ids.answered(name("functionResponse"), this.id, "contents.parts.functionResponse");
		return new ContentBlock.ToolResult(use, List.copyOf(this.content), this.plain, this.error, null,
				this.extras.gathered());
	}

	private String name(String field) {
		if (this.name == null || this.name.isEmpty()) {
			throw this.in.wrong("contents.parts." + field + ".name", "Every " + field + " needs a name.");
		}
		return this.name;
	}

	private void members(String field) {
		if (!this.in.object("contents.parts." + field)) {
			return;
		}
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			if (this.in.isNull()) {
				continue;
			}
			switch (member) {
				case "id" -> {
					String told = this.in.text("contents.parts." + field + ".id");
					this.id = told.isEmpty() ? null : told;
				}
				case "name" -> this.name = this.in.text("contents.parts." + field + ".name");
				case "args" -> this.args = object("contents.parts." + field + ".args");
				case "response" -> response();
				case "parts" -> parts();
				default -> this.extras.keep(member, this.in.raw(), Loss.QUIET);
			}
		}
	}

	private RawJson object(String field) {
		RawJson value = this.in.raw();
		if (!value.isObject()) {
			throw this.in.wrong(field, "Field '" + field + "' must be an object.");
		}
		return value;
	}

	private void response() {
		RawJson whole = object("contents.parts.functionResponse.response");
		this.extras.keep("response", whole, Loss.QUIET);
		ResultObject object = ResultObject.read(whole);
		this.error = object.error();
		this.plain = true;
		this.content.add(0, new ContentBlock.Text(object.text()));
	}

	private void parts() {
		if (!this.in.array("contents.parts.functionResponse.parts")) {
			return;
		}
		while (this.in.nextElement()) {
			if (this.in.object("contents.parts.functionResponse.parts")) {
				this.plain = false;
				new PartReader(this.in, this.ids).read(this.content);
			}
		}
	}

}
