package dev.sluice.chat.gemini;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Field;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.json.JsonWriter;

/** Writes what a request says of thinking: a level or a budget, never both. Used once. */
final class ThinkingWriter {

	private static final long DYNAMIC = -1;

	private final ChatRequest request;

	private final Reasoning wish;

	private final Capabilities can;

	private final JsonWriter out;

	private final Dropped dropped;

	ThinkingWriter(ChatRequest request, Capabilities can, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.wish = request.reasoning();
		this.can = can;
		this.out = out;
		this.dropped = dropped;
	}

	void write() {
		if (this.request.origin() == Dialect.GEMINI_GENERATE) {
			asItStands();
		}
		else if (this.wish.wished()) {
			translated();
		}
	}

	private void asItStands() {
		boolean budget = this.wish.mode() != Reasoning.Mode.UNSET;
		if (!budget && this.wish.effort() == null && this.wish.display() == null) {
			return;
		}
		this.out.object("thinkingConfig");
		if (this.wish.display() != null) {
			this.out.member("includeThoughts", !this.wish.display().equals("omitted"));
		}
		if (budget) {
			this.out.member("thinkingBudget", this.wish.budget());
		}
		else if (this.wish.effort() != null) {
			level(this.wish.effort());
		}
		this.out.endObject();
	}

	private void translated() {
		if (!this.can.can(Ability.THINKING)) {
			if (this.wish.wanted()) {
				lose();
			}
			return;
		}
		this.out.object("thinkingConfig");
		if (this.wish.wanted() && !"omitted".equals(this.wish.display())) {
			this.out.member("includeThoughts", true);
		}
		Effort effort = this.wish.asEffort();
		if (this.can.can(Ability.THINKING_BUDGET)) {
			this.out.member("thinkingBudget", budget(effort));
		}
		else if (effort != null) {
			nearest(effort);
		}
		this.out.endObject();
	}

	private long budget(@Nullable Effort effort) {
		if (effort == Effort.NONE) {
			if (!this.can.can(Ability.THINKING_OFF)) {
				lose();
				return Math.max(this.can.minBudget(), 1);
			}
			return 0;
		}
		if (this.wish.budget() > 0) {
			return Math.max(this.wish.budget(), this.can.minBudget());
		}
		long usual = (effort == null) ? DYNAMIC : switch (effort) {
			case NONE, MINIMAL, LOW -> 1024;
			case MEDIUM -> 8192;
			case HIGH -> 24_576;
			case XHIGH, MAX -> DYNAMIC;
		};
		return (usual == DYNAMIC) ? DYNAMIC : Math.max(usual, this.can.minBudget());
	}

	// The lowest level stands for none; these models always think a little.
	private void nearest(Effort effort) {
		level(this.can.nearest((effort == Effort.NONE) ? Effort.MINIMAL : effort));
	}

	private void level(Effort effort) {
		this.out.member("thinkingLevel", effort.word().toUpperCase(Locale.ROOT));
	}

	private void lose() {
		this.dropped.add(Field.REASONING.in(this.request.origin()));
	}

}
