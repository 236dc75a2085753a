package dev.sluice.app.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.sluice.app.audit.Evidence.Booked;
import dev.sluice.app.audit.Evidence.Dispatched;
import dev.sluice.app.audit.Evidence.Pot;
import dev.sluice.app.audit.Evidence.Seen;

/**
 * The offline checker of a run: compares what clients saw, what providers served and what
 * was booked. It knows nothing of the gateway's code.
 */
final class LedgerAudit {

	private final List<Finding> findings = new ArrayList<>();

	private final Map<String, Long> checked = new TreeMap<>();

	private final Evidence evidence;

	private final Map<String, List<Dispatched>> dispatches;

	private final Map<String, List<Booked>> rows;

	private LedgerAudit(Evidence evidence) {
		this.evidence = evidence;
		this.dispatches = evidence.dispatches().stream().collect(Collectors.groupingBy(Dispatched::requestId));
		this.rows = evidence.rows()
			.stream()
			.filter(Booked::attempted)
			.collect(Collectors.groupingBy(Booked::requestId));
	}

	/** Checks every invariant that the evidence speaks of. */
	static LedgerAudit of(Evidence evidence) {
		LedgerAudit audit = new LedgerAudit(evidence);
		audit.everyDispatchHasItsRow();
		audit.everyAnswerHasItsRow();
		audit.sumsAreRight();
		audit.limitsHeld();
		audit.holdsResolvedOnce();
		audit.clientsSawTheirOwn();
		audit.tokensAgree();
		return audit;
	}

	List<Finding> findings() {
		return List.copyOf(this.findings);
	}

	/** Counts, and the first violations of each kind. */
	@Override
	public String toString() {
		StringBuilder text = new StringBuilder("Audit: ").append(this.checked);
		Map<String, List<Finding>> kinds = this.findings.stream().collect(Collectors.groupingBy(Finding::invariant));
		new TreeMap<>(kinds).forEach((invariant, all) -> {
			text.append('\n').append(invariant).append(": ").append(all.size()).append(" violations");
			all.stream().limit(5).forEach((finding) -> text.append("\n  ").append(finding.text()));
		});
		return text.append(this.findings.isEmpty() ? "\nNo violation." : "").toString();
	}

	private void everyDispatchHasItsRow() {
		Set<String> requests = new HashSet<>(this.dispatches.keySet());
		requests.addAll(this.rows.keySet());
		for (String request : requests) {
			long served = of(this.dispatches, request).size();
			long booked = of(this.rows, request).size();
			// An attempt may be booked that never reached its provider, but then the
			// provider has sent no status.
			long answered = of(this.rows, request).stream().filter((row) -> row.status() > 0).count();
			check("I1", served <= booked, request + ": " + served + " dispatches, " + booked + " rows");
			check("I1", answered <= served, request + ": " + answered + " answered rows, " + served + " dispatches");
		}
	}

	private void everyAnswerHasItsRow() {
		for (Seen seen : this.evidence.clients()) {
			long complete = of(this.rows, seen.requestId()).stream()
				.filter((row) -> row.outcome().equals("complete"))
				.count();
			long unknown = of(this.rows, seen.requestId()).stream().filter(Booked::unknown).count();
			check("I2", complete <= 1, seen.requestId() + ": " + complete + " complete rows");
			check("I2", !seen.complete() || complete + unknown > 0,
					seen.requestId() + ": the client has the whole answer, the ledger has none");
		}
	}

	private void sumsAreRight() {
		Map<String, Long> sums = new HashMap<>();
		this.evidence.rows()
			.forEach((row) -> row.accounts().forEach((account) -> sums.merge(account, row.costNanos(), Long::sum)));
		Map<String, Pot> pots = this.evidence.pots()
			.stream()
			.collect(Collectors.toMap(Pot::account, Function.identity()));
		sums.forEach((account, sum) -> check("I3", pots.containsKey(account) && pots.get(account).spentNanos() == sum,
				account + ": rows sum to " + sum + ", spent is " + pots.get(account)));
		pots.forEach((account, pot) -> check("I3", sums.containsKey(account) || pot.spentNanos() == 0,
				account + ": spent without rows"));
	}

	private void limitsHeld() {
		for (Pot pot : this.evidence.commits()) {
			check("I3", pot.spentNanos() + pot.leasedNanos() <= pot.limitNanos() + pot.overrunNanos(),
					"overspent: " + pot);
			check("I3", pot.leasedNanos() >= 0, "negative lease: " + pot);
		}
	}

	private void holdsResolvedOnce() {
		Set<UUID> ids = new HashSet<>();
		Set<String> numbers = new HashSet<>();
		for (Booked row : this.evidence.rows()) {
			check("I4", ids.add(row.id()), "two rows of attempt " + row.id());
			check("I4", !row.attempted() || numbers.add(row.requestId() + "#" + row.attempt()),
					row.requestId() + ": two rows of attempt number " + row.attempt());
			check("I4", !row.unknown() || row.costNanos() == row.heldNanos(),
					row.requestId() + ": unknown, and not booked at its hold");
		}
		this.evidence.openInJournals().forEach((id) -> check("I4", false, "still open in a journal: " + id));
	}

	private void clientsSawTheirOwn() {
		for (Seen seen : this.evidence.clients()) {
			check("I5", Set.of(seen.tenant()).containsAll(seen.canaries()),
					seen.requestId() + " of " + seen.tenant() + " saw words of " + seen.canaries());
			check("I7", seen.attempts().size() <= 1, seen.requestId() + " saw bytes of " + seen.attempts());
		}
	}

	private void tokensAgree() {
		this.rows.forEach((request, booked) -> {
			List<Dispatched> served = of(this.dispatches, request);
			if (booked.stream().anyMatch(Booked::unknown)) {
				long charged = served.stream().mapToLong(Dispatched::costNanos).sum();
				long cost = booked.stream().mapToLong(Booked::costNanos).sum();
				check("I8", cost >= charged, request + ": booked " + cost + ", the providers charge " + charged);
			}
			else {
				long emitted = served.stream().mapToLong(Dispatched::outputTokens).sum();
				long billed = booked.stream().mapToLong((row) -> Math.max(row.outputTokens(), 0)).sum();
				long allowed = Evidence.ONE_EVENT
						* booked.stream().filter((row) -> !row.outcome().equals("complete")).count();
				check("I8", Math.abs(emitted - billed) <= allowed,
						request + ": emitted " + emitted + " tokens, billed " + billed);
			}
		});
	}

	private void check(String invariant, boolean holds, String otherwise) {
		this.checked.merge(invariant, 1L, Long::sum);
		if (!holds) {
			this.findings.add(new Finding(invariant, otherwise));
		}
	}

	private static <T> List<T> of(Map<String, List<T>> lists, String request) {
		return lists.getOrDefault(request, List.of());
	}

}
