package dev.sluice.resolve;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;

/** What a call wishes of its resolution besides the model. */
final class Wishes {

	private Wishes() {
	}

	/**
	 * The provider that the call insists on: query parameter {@code provider}, header
	 * {@code x-sluice-provider}, string field {@code provider}.
	 */
	static @Nullable String provider(ClientCall call) {
		return first(QueryParameter.find(call.rawQuery(), "provider"), call.headers().getFirst("x-sluice-provider"),
				call.envelope().extensions().provider());
	}

	/**
	 * The tier that the call prefers: query parameter {@code tier}, header
	 * {@code x-sluice-tier}, field {@code provider_preference}.
	 */
	static @Nullable String tier(ClientCall call) {
		return first(QueryParameter.find(call.rawQuery(), "tier"), call.headers().getFirst("x-sluice-tier"),
				call.envelope().extensions().providerPreference());
	}

	private static @Nullable String first(@Nullable String query, @Nullable String header, @Nullable String field) {
		if (query != null && !query.isBlank()) {
			return query;
		}
		if (header != null && !header.isBlank()) {
			return header;
		}
		return (field != null && !field.isBlank()) ? field : null;
	}

}
