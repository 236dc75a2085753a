package dev.sluice.ledger.journal;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.ledger.AllowanceKey;

/**
 * Who paid for the last few callers, with its bytes. Calls of one caller share one list
 * for as long as a period lasts, so it is known by itself and not by what it holds. Used
 * by one thread at a time.
 */
final class KnownAccounts {

	/** How many are kept; a power of two. */
	private static final int PLACES = 32;

	/** The bytes of the longest that are kept. */
	static final int LONGEST = 512;

	private final @Nullable Known[] places = new Known[PLACES];

	void write(RecordWriter out, List<AllowanceKey> accounts) {
		int place = System.identityHashCode(accounts) & (PLACES - 1);
		Known known = this.places[place];
		if (known != null && known.accounts() == accounts) {
			out.all(known.bytes());
			return;
		}
		int start = out.end();
		out.number(accounts.size());
		for (AllowanceKey account : accounts) {
			out.text(account.account()).text(account.period());
		}
		if (out.end() - start <= LONGEST) {
			this.places[place] = new Known(accounts, Arrays.copyOfRange(out.bytes(), start, out.end()));
		}
	}

	private record Known(List<AllowanceKey> accounts, byte[] bytes) {
	}

}
