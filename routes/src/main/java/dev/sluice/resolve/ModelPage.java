package dev.sluice.resolve;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * One page of a list of models, cut as Anthropic's API does.
 *
 * @param models the page
 * @param more whether there are further ones in the direction of paging
 */
record ModelPage(List<ListedModel> models, boolean more) {

	private static final int DEFAULT_LIMIT = 20;

	private static final int LARGEST_LIMIT = 1000;

	/**
	 * Cuts a page.
	 * @param all every model
	 * @param rawQuery may hold {@code limit} and one of {@code after_id} and
	 * {@code before_id}
	 */
	static ModelPage of(List<ListedModel> all, @Nullable String rawQuery) {
		int limit = limit(QueryParameter.find(rawQuery, "limit"));
		String after = QueryParameter.find(rawQuery, "after_id");
		String before = QueryParameter.find(rawQuery, "before_id");
		if (after != null && before != null) {
			throw wrong("after_id", "cannot be used together with 'before_id'. Leave one of them out.");
		}
		if (before != null) {
			int end = place(all, "before_id", before);
			int start = Math.max(0, end - limit);
			return new ModelPage(all.subList(start, end), start > 0);
		}
		int start = (after != null) ? place(all, "after_id", after) + 1 : 0;
		int end = Math.min(all.size(), start + limit);
		return new ModelPage(all.subList(start, end), end < all.size());
	}

	private static int limit(@Nullable String text) {
		try {
			int limit = (text != null) ? Integer.parseInt(text) : DEFAULT_LIMIT;
			if (limit >= 1 && limit <= LARGEST_LIMIT) {
				return limit;
			}
		}
		catch (NumberFormatException ex) {
			// Told below.
		}
		throw wrong("limit", "must be a whole number from 1 to " + LARGEST_LIMIT + ".");
	}

	private static int place(List<ListedModel> all, String parameter, String id) {
		for (int index = 0; index < all.size(); index++) {
			if (all.get(index).isCalled(id)) {
				return index;
			}
		}
		throw wrong(parameter, "names no model of this list. Use the first_id or last_id of a page.");
	}

	private static GatewayException wrong(String parameter, String text) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, "The query parameter '" + parameter + "' " + text)
			.param(parameter);
	}

}
