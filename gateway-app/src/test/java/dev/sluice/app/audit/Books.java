package dev.sluice.app.audit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.sluice.app.audit.Evidence.Booked;
import dev.sluice.app.audit.Evidence.Dispatched;
import dev.sluice.simulator.CallEnding;
import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares all books of a run with an outage or with kills. */
final class Books {

	private static final Pattern MARK = Pattern.compile("\\[(crash-\\d+)]");

	private static final Pattern CAP = Pattern.compile("\"max_tokens\":(\\d+)");

	private static final long CLOSING = Duration.ofMillis(500).toNanos();

	private Books() {
	}

	/** The calls that have reached the provider. */
	static Set<String> dispatched(SimulatedProvider provider) {
		Set<String> ids = new HashSet<>();
		provider.log().calls().forEach((call) -> {
			Matcher mark = MARK.matcher(call.bodyText());
			if (mark.find()) {
				ids.add(mark.group(1));
			}
		});
		return ids;
	}

	/**
	 * Audits a run that has ended.
	 * @param kills when the gateway was killed
	 * @return the audit, without findings
	 */
	static LedgerAudit check(List<Answered> answers, SimulatedProvider provider, LedgerDump dump, List<Kill> kills) {
		Map<String, Long> charged = answers.stream()
			.filter((answer) -> answer.complete() && answer.chargedNanos() >= 0)
			.collect(Collectors.toMap(Answered::requestId, Answered::chargedNanos));
		assertThat(charged).isNotEmpty();
		long dearest = charged.values().stream().mapToLong(Long::longValue).max().orElseThrow();
		LedgerAudit audit = LedgerAudit.of(new Evidence(answers.stream().map(Answered::seen).toList(),
				dispatches(provider, dearest), dump.rows(), dump.pots(), dump.pots(), Set.of()));
		assertThat(audit.findings()).as("%s", audit).isEmpty();
		assertThat(answers.stream().filter(Answered::complete)).allMatch(
				(answer) -> answer.seen().canaries().contains(answer.tenant()) && answer.seen().attempts().size() == 1);
		assertThat(dump.rows()
			.stream()
			.filter((row) -> row.outcome().equals("complete"))
			.filter((row) -> charged.containsKey(row.requestId()))).isNotEmpty()
			.allMatch((row) -> row.costNanos() == charged.get(row.requestId()), "costs what the provider charges");
		assertThat(dump.rows().stream().map(Booked::requestId))
			.as("rows of calls that reached no provider, beyond those cut by a kill")
			.allMatch((id) -> dispatched(provider).contains(id) || !kills.isEmpty());
		onlyTheOpenAreUnknown(answers, dump, kills);
		return audit;
	}

	private static void onlyTheOpenAreUnknown(List<Answered> answers, LedgerDump dump, List<Kill> kills) {
		Map<String, Answered> byId = answers.stream()
			.collect(Collectors.toMap(Answered::requestId, (answer) -> answer));
		assertThat(dump.rows().stream().filter(Booked::unknown)).allMatch((row) -> {
			Answered answer = byId.get(row.requestId());
			return answer != null && kills.stream().anyMatch((kill) -> kill.interrupted(answer));
		}, "was open at a kill");
	}

	/**
	 * When a gateway was killed: calls may begin until it is dead.
	 *
	 * @param asked when it was asked for, by the system's clock for intervals
	 * @param dead when the process had ended
	 */
	record Kill(long asked, long dead) {

		boolean interrupted(Answered answer) {
			return answer.endNanos() - answer.nanos() - this.dead <= 0 && this.asked - answer.endNanos() - CLOSING <= 0;
		}

	}

	private static List<Dispatched> dispatches(SimulatedProvider provider, long dearest) {
		List<Dispatched> all = new ArrayList<>();
		for (LoggedCall call : provider.log().awaitAllClosed(Duration.ofSeconds(10))) {
			Matcher mark = MARK.matcher(call.bodyText());
			if (mark.find()) {
				// Whatever a killed gateway did not read may be charged all the same.
				all.add(new Dispatched(mark.group(1), (call.ending() == CallEnding.COMPLETE) ? tokens(call) : 0,
						dearest));
			}
		}
		return all;
	}

	/** What the provider was allowed, all of which it says. */
	private static long tokens(LoggedCall call) {
		Matcher cap = CAP.matcher(call.bodyText());
		return cap.find() ? Math.min(CrashLoad.TOKENS, Long.parseLong(cap.group(1))) : CrashLoad.TOKENS;
	}

}
