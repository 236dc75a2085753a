package dev.sluice.budget;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.sluice.call.Caller;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Outcome;
import dev.sluice.call.Timing;
import dev.sluice.call.Usage;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A day of the database ends while two nodes spend from the same accounts. Their own
 * calendars are hours away from it, and ten seconds from each other.
 */
@Timeout(60)
class DayBorderTests {

	private static final Duration BEFORE = Duration.ofMillis(600);

	/** Roomy calls of each node in the new day. */
	private static final int CALLS = 150;

	/** Of all calls of a node. */
	private static final Duration PACE = Duration.ofMillis(4);

	/** What clocks may differ by; far less than the nodes do. */
	private static final Duration HAZE = Duration.ofMillis(400);

	private static final Caller ROOMY = new Caller("acme", "roomy", Set.of(), null, Set.of());

	private static final Caller TIGHT = new Caller("acme", "tight", Set.of(), null, Set.of());

	/** Twenty of the dearest calls. */
	private static final long TIGHT_NANOS = 20 * 510;

	private static final List<String> NODES = List.of("late", "early");

	@TempDir
	Path folder;

	private final Queue<Asked> asked = new ConcurrentLinkedQueue<>();

	@Test
	void twoNodesTenSecondsApartSpendInTheDaysOfTheDatabase() throws Exception {
		String url = TestStore.POSTGRESQL.url(this.folder);
		try (MovedDatabase database = new MovedDatabase(url)) {
			Instant midnight = database.endDayAfter(Duration.ofHours(1));
			try (BudgetNode late = node("late", url, -5); BudgetNode early = node("early", url, 5)) {
				database.execute("alter table sluice.allowance add check (spent_nanos + leased_nanos <= limit_nanos)");
				learnTime(late, early, database);
				late.start();
				early.start();
				spend("before", late, early, database,
						() -> arePaid(Instant.EPOCH, 1) && isSpent(day(midnight.minusSeconds(1)), database));
				database.endDayAfter(BEFORE);
				learnTime(late, early, database);
				Instant since = midnight.plus(HAZE);
				spend("across", late, early, database,
						() -> arePaid(since, CALLS) && isRefused(since) && isSpent(day(midnight), database));
			}
			List<Asked> calls = List.copyOf(this.asked);
			refusalsNameTheDayOfTheDatabase(calls, midnight);
			rowsAreOfTheDayInWhichTheirMoneyWasSetAside(calls, database);
			potsAreTheSumsOfTheirRows(midnight, database);
		}
	}

	private BudgetNode node(String name, String url, int secondsAhead) {
		return new BudgetNode(this.folder.resolve(name), url,
				() -> System.currentTimeMillis() + Duration.ofSeconds(secondsAhead).toMillis(), key("roomy", "1"),
				key("tight", "0.0000102"),
				BudgetRig.policy("all", AccountKind.ORGANIZATION, "*", "1", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
	}

	private static BudgetPolicy key(String name, String limit) {
		return BudgetRig.policy(name, AccountKind.KEY, name, limit, BudgetPeriod.DAY, BudgetMode.ENFORCE);
	}

	private static void learnTime(BudgetNode late, BudgetNode early, MovedDatabase database) {
		for (BudgetNode node : List.of(late, early)) {
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> Duration.between(node.learnTime(), database.now()).abs().compareTo(HAZE) < 0);
		}
	}

	/** Lets both nodes work until there is enough, and their calls end. */
	private void spend(String part, BudgetNode late, BudgetNode early, MovedDatabase database,
			Callable<Boolean> enough) {
		Mono<Boolean> end = Mono.fromCallable(enough)
			.filter(Boolean::booleanValue)
			.subscribeOn(Schedulers.boundedElastic())
			.repeatWhenEmpty((again) -> again.delayElements(Duration.ofMillis(20)))
			.cache();
		Flux.merge(load("late", part, late, end, database), load("early", part, early, end, database))
			.then()
			.block(Duration.ofSeconds(40));
	}

	private Flux<Asked> load(String name, String part, BudgetNode node, Mono<Boolean> end, MovedDatabase database) {
		return Flux.interval(PACE)
			.takeUntilOther(end)
			.flatMap((number) -> call(name, name + "-" + part + "-" + number, number.intValue(), node, database),
					Integer.MAX_VALUE)
			.doOnNext(this.asked::add);
	}

	/** Every fourth call is still at its provider half a second later. */
	private static Mono<Asked> call(String name, String id, int number, BudgetNode node, MovedDatabase database) {
		Caller caller = (number % 2 == 0) ? ROOMY : TIGHT;
		Duration work = Duration.ofMillis((number % 4 < 2) ? 500 : number % 50);
		Instant from = database.now();
		return node.hold(caller, id).flatMap((hold) -> {
			Instant until = database.now();
			return Mono.delay(work).map((end) -> {
				settle(hold, 1 + number % 50);
				return new Asked(name, id, caller, from, until, null);
			});
		})
			.onErrorResume(GatewayException.class,
					(refusal) -> Mono.just(new Asked(name, id, caller, from, database.now(), refusal)));
	}

	private static void settle(Hold hold, long tokens) {
		long output = (hold.outputCap() >= 0) ? Math.min(hold.outputCap(), tokens) : tokens;
		hold.settle(new Outcome(Outcome.End.COMPLETE, "", 200, Usage.of(10, output), "m"), new Timing(1, 2));
	}

	/** Whether both nodes paid for so many roomy calls. */
	private boolean arePaid(Instant since, int calls) {
		return NODES.stream()
			.allMatch((node) -> this.asked.stream()
				.filter((call) -> call.node.equals(node) && call.caller == ROOMY && call.from.isAfter(since)
						&& call.isHeld())
				.count() >= calls);
	}

	/** Whether half of what is tight is spent. */
	private static boolean isSpent(String day, MovedDatabase database) throws SQLException {
		return !database
			.rows("select 1 from sluice.allowance where account = 'key:acme/tight' and period = '" + day
					+ "' and spent_nanos >= " + TIGHT_NANOS / 2)
			.isEmpty();
	}

	private boolean isRefused(Instant since) {
		return this.asked.stream().anyMatch((call) -> call.from.isAfter(since) && call.isRefused());
	}

	private static void refusalsNameTheDayOfTheDatabase(List<Asked> asked, Instant midnight) {
		List<Asked> refused = asked.stream().filter(Asked::isRefused).toList();
		assertThat(refused).isNotEmpty().allMatch((call) -> call.caller == TIGHT, "has a tight budget");
		assertThat(refused).allSatisfy((call) -> {
			GatewayException refusal = call.refusal;
			assertThat(refusal.kind()).isEqualTo(ErrorKind.BUDGET_WINDOW_EXHAUSTED);
			assertThat(call.days()).anySatisfy((day) -> {
				Instant reset = LocalDate.parse(day).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
				assertThat(refusal).hasMessageContaining("for " + day)
					.hasMessageEndingWith("It resets at " + reset + ".");
				assertThat(reset.minus(refusal.retryAfter())).isBetween(call.from.minus(HAZE), call.until.plus(HAZE));
			});
		});
		assertThat(asked).as("the new day's money, though the old one's was spent")
			.filteredOn((call) -> call.caller == TIGHT && call.from.isAfter(midnight))
			.anyMatch(Asked::isHeld);
	}

	private static void rowsAreOfTheDayInWhichTheirMoneyWasSetAside(List<Asked> asked, MovedDatabase database)
			throws Exception {
		Map<String, Asked> byId = asked.stream().collect(Collectors.toMap(Asked::id, Function.identity()));
		List<List<String>> rows = database.rows("select request_id, accounts, node_id,"
				+ " cast(extract(epoch from started_at) * 1000 as bigint) from sluice.attempt_ledger");
		assertThat(rows).hasSize((int) asked.stream().filter(Asked::isHeld).count());
		assertThat(rows).allSatisfy((row) -> {
			Asked call = byId.get(row.get(0));
			assertThat(call.days())
				.anyMatch((day) -> row.get(1).contains("\"key:acme/" + call.caller.id() + "@" + day + "\""));
			assertThat(Instant.ofEpochMilli(Long.parseLong(row.get(3)))).isBetween(call.from.minus(HAZE),
					call.until.plus(HAZE));
		});
		assertThat(rows.stream()
			.filter((row) -> row.get(1).contains("roomy"))
			.map((row) -> row.get(2) + row.get(1))
			.distinct()).as("both nodes in both days").hasSize(4);
	}

	private static void potsAreTheSumsOfTheirRows(Instant midnight, MovedDatabase database) throws Exception {
		List<List<String>> pots = database
			.rows("select a.account, a.period, spent_nanos, leased_nanos, sum(cost_nanos), limit_nanos"
					+ " from sluice.allowance a left join sluice.attempt_ledger r"
					+ " on position('\"' || a.account || '@' || a.period || '\"' in r.accounts) > 0"
					+ " group by a.account, a.period order by 1, 2");
		String day = day(midnight.minusSeconds(1));
		String next = day(midnight);
		assertThat(pots).extracting((pot) -> pot.get(0) + " " + pot.get(1))
			.containsExactly("key:acme/roomy " + day, "key:acme/roomy " + next, "key:acme/tight " + day,
					"key:acme/tight " + next, "organization:acme lifetime");
		assertThat(pots).allSatisfy((pot) -> {
			assertThat(pot.get(2)).as("spent of %s", pot).isEqualTo(pot.get(4));
			assertThat(pot.get(3)).as("leased of %s", pot).isEqualTo("0");
		});
		assertThat(pots).filteredOn((pot) -> pot.get(0).endsWith("tight"))
			.allSatisfy((pot) -> assertThat(Long.parseLong(pot.get(2))).isBetween(TIGHT_NANOS / 2, TIGHT_NANOS));
	}

	private static String day(Instant time) {
		return DateTimeFormatter.ISO_LOCAL_DATE.format(time.atOffset(ZoneOffset.UTC));
	}

	/**
	 * One call.
	 *
	 * @param from when it asked for its hold, in the database's time
	 * @param until when it had it, or its refusal
	 * @param refusal why it was not made
	 */
	private record Asked(String node, String id, Caller caller, Instant from, Instant until,
			@Nullable GatewayException refusal) {

		boolean isHeld() {
			return this.refusal == null;
		}

		/** A database that was silent for a second has decided nothing. */
		boolean isRefused() {
			return this.refusal != null && this.refusal.kind() != ErrorKind.BUDGET_UNAVAILABLE;
		}

		/** The days that it may belong to. */
		Set<String> days() {
			return Set.copyOf(List.of(day(this.from.minus(HAZE)), day(this.until.plus(HAZE))));
		}

	}

}
