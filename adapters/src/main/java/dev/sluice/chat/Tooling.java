package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a request says of tools.
 *
 * @param tools the tools offered, in order
 * @param choice which may or must be called, or null when not said
 * @param parallel whether several may be called at once, or null when not said
 */
public record Tooling(List<Tool> tools, @Nullable ToolChoice choice, @Nullable Boolean parallel) {

	/** Nothing said of tools. */
	public static final Tooling NONE = new Tooling(List.of(), null, null);

}
