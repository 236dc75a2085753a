package dev.sluice.chat.openai;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.HeldText;
import dev.sluice.chat.Ids;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonReader;

/** Puts one tool call together: tells its begin once it is known, then its arguments. */
final class CallDecoder {

	private final int choice;

	private final int number;

	private final List<ChatEvent> said;

	private @Nullable String id;

	private @Nullable String name;

	private boolean custom;

	private @Nullable Signature signature;

	private boolean started;

	private @Nullable HeldText early;

	CallDecoder(int choice, int number, List<ChatEvent> said) {
		this.choice = choice;
		this.number = number;
		this.said = said;
	}

	/**
	 * Whether an id belongs to another call than this.
	 */
	boolean isOther(@Nullable String other) {
		return other != null && this.id != null && !other.equals(this.id);
	}

	void function(JsonReader in) {
		CallDelta delta = new CallDelta(0);
		delta.function(in);
		take(delta);
	}

	void take(CallDelta delta) {
		this.id = (this.id != null) ? this.id : delta.id();
		this.name = (this.name != null) ? this.name : delta.name();
		this.custom |= delta.custom();
		this.signature = (this.signature != null) ? this.signature : delta.signature();
		String fragment = delta.fragment();
		if (this.name == null) {
			hold(fragment);
			return;
		}
		// A call whose arguments begin without an id never gets one.
		if (this.id != null || !fragment.isEmpty()) {
			start();
			say(fragment);
		}
	}

	private void hold(String fragment) {
		if (!fragment.isEmpty()) {
			this.early = (this.early != null) ? this.early : new HeldText();
			this.early.add(fragment);
		}
	}

	private void start() {
		if (this.started) {
			return;
		}
		this.started = true;
		String known = (this.id != null) ? this.id : Ids.mint();
		this.id = known;
		this.said.add(new ChatEvent.ToolStarted(this.choice, this.number, known, String.valueOf(this.name), this.custom,
				this.signature));
		if (this.early != null) {
			say(this.early.take());
			this.early = null;
		}
	}

	private void say(String fragment) {
		if (!fragment.isEmpty()) {
			this.said.add(new ChatEvent.ToolArguments(this.choice, this.number, fragment));
		}
	}

	void finish() {
		if (this.name != null) {
			start();
		}
	}

}
