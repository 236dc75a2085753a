package dev.sluice.chat;

import java.util.List;

/**
 * Which tools the model may or must call.
 *
 * @param mode how free it is
 * @param names the tools meant by {@link Mode#NAMED} (one) and the allowed ones of the
 * other modes, where an empty list allows all
 */
public record ToolChoice(Mode mode, List<String> names) {

	/** How free the model is. */
	public enum Mode {

		/** It may call tools. */
		AUTO,

		/** It must not. */
		NONE,

		/** It must call at least one. */
		REQUIRED,

		/** It must call the one named. */
		NAMED

	}

	/**
	 * A choice among all tools.
	 * @param mode how free the model is
	 * @return the choice
	 */
	public static ToolChoice of(Mode mode) {
		return new ToolChoice(mode, List.of());
	}

	/**
	 * Whether a tool must be called.
	 * @return true for the modes {@code REQUIRED} and {@code NAMED}
	 */
	public boolean forced() {
		return this.mode == Mode.REQUIRED || this.mode == Mode.NAMED;
	}

}
