package dev.sluice.chat.anthropic;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Effort;
import dev.sluice.chat.Field;
import dev.sluice.chat.Reasoning;
import dev.sluice.chat.TargetModel;

/**
 * Decides whether and how the model thinks, and with it the output cap, which must leave
 * room for the answer behind the thinking.
 */
final class ThinkingPlan {

	private final ChatRequest request;

	private final TargetModel target;

	private final Capabilities can;

	private final Dropped dropped;

	private @Nullable String type;

	private long budget = -1;

	private @Nullable Effort effort;

	private long cap;

	ThinkingPlan(ChatRequest request, TargetModel target, Dropped dropped) {
		this.request = request;
		this.target = target;
		this.can = target.capabilities();
		this.dropped = dropped;
		this.cap = (request.output().maxTokens() == 0) ? 0 : target.demandedCap(request.output());
		decide(request.reasoning());
	}

	/**
	 * The value of {@code thinking.type}, or null to say nothing.
	 */
	@Nullable String type() {
		return this.type;
	}

	boolean thinks() {
		return this.type != null && !this.type.equals("disabled");
	}

	long budget() {
		return this.budget;
	}

	@Nullable Effort effort() {
		return this.effort;
	}

	long cap() {
		return this.cap;
	}

	private void decide(Reasoning wish) {
		if (!wish.wished()) {
			return;
		}
		if (!wish.wanted()) {
			off();
		}
		else if (!this.can.can(Ability.THINKING)) {
			lose();
		}
		else if (wish.budget() >= 0 && this.can.can(Ability.THINKING_BUDGET)) {
			budget(wish.budget());
			effort(wish.effort());
		}
		else if (this.can.can(Ability.THINKING_ADAPTIVE)) {
			boolean effortOnly = wish.mode() == Reasoning.Mode.UNSET
					&& this.request.origin() == Dialect.ANTHROPIC_MESSAGES;
			this.type = effortOnly ? null : "adaptive";
			effort(wish.asEffort());
		}
		else if (this.can.can(Ability.THINKING_BUDGET)) {
			Effort known = wish.asEffort();
			budget(((known != null) ? known : Effort.MEDIUM).budget());
		}
		else {
			effort(wish.asEffort());
		}
	}

	private void off() {
		if (this.can.can(Ability.THINKING_OFF)) {
			this.type = "disabled";
		}
		else if (this.can.can(Ability.THINKING)) {
			effort(Effort.LOW);
			lose();
		}
	}

	private void effort(@Nullable Effort wished) {
		if (wished == null) {
			return;
		}
		if (this.can.can(Ability.THINKING_ADAPTIVE) || !this.can.can(Ability.THINKING_BUDGET)) {
			this.effort = this.can.nearest(wished);
		}
		else {
			lose();
		}
	}

	private void budget(long wished) {
		long enough = Math.max(wished, this.can.minBudget());
		if (this.cap <= enough) {
			// The answer keeps the room that its client gave it.
			this.cap = limited(enough + Math.max(this.cap, 1));
		}
		if (this.cap <= enough) {
			enough = this.cap / 2;
		}
		if (enough < this.can.minBudget()) {
			this.cap = this.target.demandedCap(this.request.output());
			lose();
			return;
		}
		this.type = "enabled";
		this.budget = enough;
	}

	private long limited(long wished) {
		long limit = (this.target.outputTokens() > 0) ? this.target.outputTokens() : Long.MAX_VALUE;
		long allowed = (this.target.outputCap() >= 0) ? Math.min(limit, this.target.outputCap()) : limit;
		return Math.min(wished, allowed);
	}

	private void lose() {
		this.dropped.add(Field.REASONING.in(this.request.origin()));
	}

}
