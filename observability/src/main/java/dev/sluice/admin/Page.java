package dev.sluice.admin;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A part of a list, as the administration API answers it.
 *
 * @param data the items
 * @param nextCursor what to send as {@code cursor} for the next part, or null at the end
 * @param <T> the item type
 */
public record Page<T>(List<T> data, @Nullable String nextCursor) {

	/** Keeps a copy. */
	public Page {
		data = List.copyOf(data);
	}

}
