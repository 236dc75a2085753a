package dev.sluice.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Hold;
import dev.sluice.call.Splice;
import dev.sluice.catalog.Provider;
import dev.sluice.catalog.Quirk;

/**
 * Asks for the usage of streams that somebody pays for, where the client did not.
 */
final class StreamMetering {

	/** Nothing is asked for and nothing withheld. */
	static final StreamMetering NONE = new StreamMetering(null);

	private static final Comparator<Splice> BY_POSITION = Comparator
		.<Splice>comparingInt((splice) -> splice.span().start())
		.thenComparingInt((splice) -> splice.span().end());

	private final @Nullable Splice ask;

	private StreamMetering(@Nullable Splice ask) {
		this.ask = ask;
	}

	static StreamMetering of(ClientCall call, Provider provider, Hold hold) {
		Splice ask = call.envelope().usageSplice();
		boolean wanted = ask != null && hold != Hold.NOTHING
				&& !provider.traits().quirks().contains(Quirk.NO_STREAM_OPTIONS);
		return wanted ? new StreamMetering(ask) : NONE;
	}

	/** The changes of a body, with the request for usage among them. */
	List<Splice> splices(List<Splice> splices) {
		if (this.ask == null) {
			return splices;
		}
		List<Splice> all = new ArrayList<>(splices);
		all.add(this.ask);
		all.sort(BY_POSITION);
		return all;
	}

}
