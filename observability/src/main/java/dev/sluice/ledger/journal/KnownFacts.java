package dev.sluice.ledger.journal;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.sluice.ledger.AttemptOpened;

/**
 * The facts of the last few callers with their bytes, so that what comes again is neither
 * written nor read field by field. A fixed number is kept, none of them long, and none of
 * an end user. Used by one thread at a time.
 */
final class KnownFacts {

	/** How many are kept; a power of two. */
	static final int PLACES = 32;

	/** The bytes of the longest that are kept. */
	static final int LONGEST = 1024;

	/** So many of those bytes mostly hold tenant, caller and route. */
	private static final int TELLING = 64;

	private final @Nullable Known[] places = new Known[PLACES];

	/** Writes the facts of an attempt. */
	void write(RecordWriter out, AttemptOpened attempt) {
		int place = place(attempt.caller().hashCode() * 31 + String.valueOf(attempt.model()).hashCode());
		Known known = this.places[place];
		if (known != null && known.facts().are(attempt)) {
			out.all(known.bytes());
			return;
		}
		int start = out.end();
		Facts facts = Facts.of(attempt.cut());
		facts.write(out);
		keep(place, facts, out.bytes(), start, out.end());
	}

	/** Reads the facts that come next. */
	Facts read(RecordReader in) {
		int start = in.at();
		int place = place(hash(in.bytes(), start));
		Known known = this.places[place];
		if (known != null && in.skip(known.bytes())) {
			return known.facts();
		}
		Facts facts = Facts.read(in);
		keep(place, facts, in.bytes(), start, in.at());
		return facts;
	}

	private void keep(int place, Facts facts, byte[] bytes, int start, int end) {
		// What an end user or a client's own words belong to mostly comes once.
		boolean common = facts.user() == null && facts.metadata().isEmpty();
		if (common && end - start <= LONGEST) {
			this.places[place] = new Known(facts, Arrays.copyOfRange(bytes, start, end));
		}
	}

	private static int hash(byte[] bytes, int start) {
		int hash = 0;
		for (int at = start; at < Math.min(start + TELLING, bytes.length); at++) {
			hash = 31 * hash + bytes[at];
		}
		return hash;
	}

	private static int place(int hash) {
		return (hash ^ (hash >>> 16)) & (PLACES - 1);
	}

	private record Known(Facts facts, byte[] bytes) {
	}

}
