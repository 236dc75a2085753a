package dev.sluice.chat.openai;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonReader;

/** What one delta says of one tool call. */
final class CallDelta {

	private long index;

	private @Nullable String id;

	private @Nullable String name;

	private String fragment = "";

	private boolean custom;

	private @Nullable Signature signature;

	CallDelta(int position) {
		this.index = position;
	}

	long index() {
		return this.index;
	}

	@Nullable String id() {
		return this.id;
	}

	@Nullable String name() {
		return this.name;
	}

	String fragment() {
		return this.fragment;
	}

	boolean custom() {
		return this.custom;
	}

	@Nullable Signature signature() {
		return this.signature;
	}

	void read(JsonReader in) {
		for (String member = in.nextName(); member != null; member = in.nextName()) {
			switch (member) {
				case "index" -> {
					long told = in.count();
					this.index = (told >= 0) ? told : this.index;
				}
				case "id" -> this.id = filled(in);
				case "function" -> function(in);
				case "custom" -> {
					this.custom |= in.isObject();
					function(in);
				}
				case "extra_content" -> seal(in);
				default -> in.skip();
			}
		}
	}

	void function(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return;
		}
		for (String member = in.nextName(); member != null; member = in.nextName()) {
			switch (member) {
				case "name" -> this.name = filled(in);
				case "arguments", "input" -> arguments(in);
				default -> in.skip();
			}
		}
	}

	private void arguments(JsonReader in) {
		if (in.isString()) {
			this.fragment = in.text("arguments");
		}
		else if (in.isObject()) {
			this.fragment = in.raw().text();
		}
		in.skip();
	}

	private void seal(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return;
		}
		for (String member = in.nextName(); member != null; member = in.nextName()) {
			if (member.equals("thought_signature") && in.isString()) {
				this.signature = new Signature(Dialect.GEMINI_GENERATE, in.text(member));
			}
			else if (member.equals("google")) {
				seal(in);
			}
			else {
				in.skip();
			}
		}
	}

	private static @Nullable String filled(JsonReader in) {
		if (!in.isString()) {
			in.skip();
			return null;
		}
		String text = in.text("id");
		return text.isEmpty() ? null : text;
	}

}
