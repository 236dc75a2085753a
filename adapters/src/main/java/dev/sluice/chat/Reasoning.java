package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of the model's thinking.
 *
 * @param mode whether to think
 * @param effort how hard, or null when not said
 * @param budget tokens for thinking, or -1 when not said
 * @param display how thinking is shown, in words of the origin: {@code summarized},
 * {@code omitted}, {@code auto}, {@code concise}, {@code detailed}; null when not said
 */
public record Reasoning(Mode mode, @Nullable Effort effort, long budget, @Nullable String display) {

	/** Nothing said. */
	public static final Reasoning UNSET = new Reasoning(Mode.UNSET, null, -1, null);

	/** Whether to think. */
	public enum Mode {

		/** Not said. */
		UNSET,

		/** No. */
		OFF,

		/** Yes, within the budget when one is given. */
		ON,

		/** As much as the model finds right. */
		ADAPTIVE

	}

	/**
	 * A wish that says only how hard to think.
	 * @param effort how hard
	 * @return the wish
	 */
	public static Reasoning of(Effort effort) {
		return new Reasoning((effort == Effort.NONE) ? Mode.OFF : Mode.UNSET, effort, -1, null);
	}

	/**
	 * Whether anything was said of whether or how hard to think.
	 * @return false leaves the model's default
	 */
	public boolean wished() {
		return this.mode != Mode.UNSET || this.effort != null || this.budget >= 0;
	}

	/**
	 * Whether the client asks for thinking.
	 * @return true unless nothing was said, or no thinking is wanted
	 */
	public boolean wanted() {
		return wished() && this.mode != Mode.OFF && this.effort != Effort.NONE && this.budget != 0;
	}

	/**
	 * How hard to think, in efforts.
	 * @return the effort told, or the one that the budget stands for, or null when the
	 * model decides
	 */
	public @Nullable Effort asEffort() {
		if (this.mode == Mode.OFF) {
			return Effort.NONE;
		}
		return (this.effort != null) ? this.effort : (this.budget >= 0) ? Effort.ofBudget(this.budget) : null;
	}

}
