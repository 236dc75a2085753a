package dev.sluice.app.audit;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.netty.http.HttpProtocol;

import dev.sluice.app.audit.Evidence.Dispatched;
import dev.sluice.app.audit.Evidence.Pot;
import dev.sluice.app.audit.Evidence.Seen;
import dev.sluice.app.audit.SpendingProvider.Charge;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two gateway processes spend from the same accounts: key, team, organization and tag at
 * once, on one PostgreSQL that is watched from within.
 */
@Tag("alone")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SharedBudgetTests {

	private static final int CALLS = 10_000;

	private static final int AT_ONCE = 2_000;

	private static final List<String> KEYS = List.of("k0", "k1", "k2", "k3");

	private static final int CROWD = 40;

	private static final int LENDERS = 10;

	private final Collection<SpendAnswer> answers = new ConcurrentLinkedQueue<>();

	private final SpendingProvider provider = new SpendingProvider();

	private SpendingPair pair;

	@BeforeAll
	void start(@TempDir Path folder) throws Exception {
		this.pair = new SpendingPair(folder);
		nested(this.pair, CALLS);
		this.pair.limit("organization", "umbrella", "*", CROWD * SpendCall.smallest("o000", "greedy", 0).leastNanos())
			.key("greedy", "umbrella", "", "organization:umbrella");
		this.pair.limit("organization", "globex", "*", 1_000_000_000_000L)
			.key("calm", "globex", "", "organization:globex");
		for (int i = 0; i < LENDERS; i++) {
			this.pair.limit("key", "initech", "lender" + i, 20_000_000)
				.key("lender" + i, "initech", "", "key:initech/lender" + i);
		}
		this.pair.start(folder, this.provider.url(), "256m", "sluice.upstream.max-connections=1200");
	}

	/**
	 * Four keys in two teams, one organization and two tags; each limit binds somebody.
	 */
	static void nested(SpendingPair pair, int calls) {
		long each = 1_000_000;
		pair.limit("key", "acme", "k0", calls * each / 6)
			.limit("team", "acme", "t1", calls * each / 3)
			.limit("organization", "acme", "*", calls * each * 8 / 10)
			.limit("tag", "acme", "red", calls * each * 2)
			.limit("tag", "acme", "blue", calls * each / 4);
		pair.key("k0", "acme", "team:t0,red", "key:acme/k0", "organization:acme", "tag:acme/red")
			.key("k1", "acme", "team:t1,red", "team:acme/t1", "organization:acme", "tag:acme/red")
			.key("k2", "acme", "team:t0,red,blue", "organization:acme", "tag:acme/red", "tag:acme/blue")
			.key("k3", "acme", "team:t1,red", "team:acme/t1", "organization:acme", "tag:acme/red");
	}

	@Test
	void nobodySpendsMoreThanALimitAndNoCallIsRefusedForMoneyThatLiesIdle(TestReporter report) throws Exception {
		long seed = Long.getLong("proof.seed", System.nanoTime());
		List<SpendAnswer> load;
		long slowest;
		int repeated;
		try (SpendLoad clients = new SpendLoad(this.pair.urls(), AT_ONCE, HttpProtocol.HTTP11);
				SlowestCommit commits = this.pair.watch().slowestCommit()) {
			load = clients.run(SpendLoad.mixed(seed, CALLS, KEYS));
			repeated = clients.repeated();
			slowest = commits.endMillis();
		}
		this.answers.addAll(load);
		Map<Integer, Long> statuses = statuses(load);
		Figures.note(report, "shared budgets",
				"seed " + seed + ", answers " + statuses + ", " + repeated + " repeated after 503, slowest commit "
						+ slowest + " ms, at the provider at once " + this.provider.most());
		quiet();
		assertThat(load).as("%s", statuses).allMatch((answer) -> answer.served() || answer.refused());
		assertThat(statuses.get(200)).isGreaterThan(CALLS / 2);
		assertThat(statuses.get(402)).as("calls that did not fit").isGreaterThan(100);
		assertThat(faults(this.pair, load, slowest)).as("refused although there was money").isEmpty();
		Map<String, Long> left = spendUp(KEYS);
		Figures.note(report, "left", left + " of " + this.pair.limits() + ", looks " + this.pair.watch().looks());
		assertThat(left.values()).allMatch(
				(nanos) -> 0 <= nanos && nanos < SpendCall.smallest("s", "k", 0).leastNanos(), "less than a call");
		assertThat(this.pair.watch().looks()).isGreaterThan(50);
	}

	@Test
	void whatProvidersChargeBeyondTheirCapsIsExactlyTheOvershoot() throws Exception {
		// More calls than fit, and none is answered before all that fit are at the
		// provider.
		List<SpendCall> calls = IntStream.range(0, CROWD + CROWD / 2)
			.mapToObj((i) -> SpendCall.smallest("o%03d".formatted(i), "greedy", i % 2).overrunning(1 + i, CROWD))
			.toList();
		List<SpendAnswer> load;
		try (SpendLoad clients = new SpendLoad(this.pair.urls(), calls.size(), HttpProtocol.HTTP11)) {
			load = clients.run(calls);
			this.answers.addAll(load);
			quiet();
			assertThat(statuses(load)).containsOnly(Map.entry(200, (long) CROWD), Map.entry(402, (long) CROWD / 2));
			for (int gateway = 0; gateway < 2; gateway++) {
				this.answers.add(clients.run(SpendCall.smallest("o9" + gateway, "greedy", gateway)));
			}
		}
		Set<String> served = ids(load.stream().filter(SpendAnswer::served).toList());
		long overrun = calls.stream()
			.filter((call) -> served.contains(call.id()))
			.mapToLong((call) -> call.over() * SpendCall.OUTPUT_NANOS)
			.sum();
		long limit = this.pair.limits().get("organization:umbrella");
		assertThat(this.pair.watch().spent("organization:umbrella") - limit).isEqualTo(overrun);
		assertThat(this.pair.watch().furthestBeyond("organization:umbrella")).isEqualTo(overrun);
		assertThat(this.answers).filteredOn((answer) -> answer.id().startsWith("o9"))
			.allMatch(SpendAnswer::refused, "is refused after the overrun");
	}

	@Test
	void moneyThatLiesIdleAtOneGatewayServesACallAtTheOtherWithinASecond(TestReporter report) throws Exception {
		List<String> lenders = IntStream.range(0, LENDERS).mapToObj((i) -> "lender" + i).toList();
		List<SpendAnswer> borrowed;
		try (SpendLoad clients = new SpendLoad(this.pair.urls(), LENDERS, HttpProtocol.HTTP11)) {
			for (int round = 0; round < 6; round++) {
				this.answers.addAll(clients.run(lendersCalls("i" + round, lenders, false, SpendCall.LEAST_BYTES)));
			}
			List<SpendCall> large = new ArrayList<>();
			for (int i = 0; i < LENDERS; i++) {
				String account = "key:initech/lender" + i;
				long unleased = this.pair.watch().unleased(account);
				long leased = this.pair.watch().leased(account);
				assertThat(leased).as("lease of " + account).isGreaterThan(1_000_000);
				int bytes = (int) ((unleased + leased * 3 / 4) / SpendCall.INPUT_NANOS);
				large.addAll(lendersCalls("i9", List.of(lenders.get(i)), true, bytes));
			}
			borrowed = clients.run(large);
		}
		this.answers.addAll(borrowed);
		Figures.note(report, "borrowed",
				borrowed.stream().map((answer) -> answer.millis() + " ms").toList().toString());
		assertThat(borrowed).allMatch(SpendAnswer::served, "is served with what the other gateway had leased");
	}

	@Test
	void callsWithinTheLeaseDoNotNoticeThatTheDatabaseStandsStill(TestReporter report) throws Exception {
		Duration frozen = Duration.ofSeconds(Boolean.getBoolean("proof") ? 20 : 3);
		List<SpendAnswer> before;
		List<SpendAnswer> during;
		try (SpendLoad clients = new SpendLoad(this.pair.urls(), 50, HttpProtocol.HTTP11)) {
			this.answers.addAll(clients.paced(calm("w"), Duration.ofSeconds(1)));
			before = clients.paced(calm("b"), Duration.ofSeconds(2));
			this.answers.addAll(before);
			FrozenDatabase database = new FrozenDatabase(TestStore.postgresPort());
			try {
				during = clients.paced(calm("f"), frozen);
			}
			finally {
				database.close();
			}
		}
		long back = System.nanoTime();
		this.answers.addAll(during);
		this.pair.watch().awaitBooked(this.provider.charges().size());
		long drained = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - back);
		Figures.note(report, "frozen for " + frozen,
				during.size() + " calls, median " + quantile(during, 0.5) + " ms and p99 " + quantile(during, 0.99)
						+ " ms (before: " + quantile(before, 0.5) + " and " + quantile(before, 0.99) + "), booked "
						+ drained + " ms after the database went on");
		assertThat(during).hasSizeGreaterThan(200).allMatch(SpendAnswer::served, "is served from the lease");
		assertThat(quantile(during, 0.5)).isLessThanOrEqualTo(2 * quantile(before, 0.5) + 5);
		assertThat(quantile(during, 0.99)).as("none waits for the database").isLessThan(1_000);
		assertThat(drained).isLessThan(10_000);
	}

	private static IntFunction<SpendCall> calm(String id) {
		return (number) -> new SpendCall(id + "%05d".formatted(number), "calm", number % 2, SpendCall.LEAST_TOKENS, 99,
				0, 1, SpendCall.LEAST_BYTES, number % 4 < 2);
	}

	private static long quantile(List<SpendAnswer> answers, double part) {
		return answers.stream()
			.mapToLong(SpendAnswer::millis)
			.sorted()
			.skip((long) (part * (answers.size() - 1)))
			.findFirst()
			.orElseThrow();
	}

	@AfterAll
	void stopWhenAllBooksAgree() throws Exception {
		try {
			allBooksAgree();
		}
		finally {
			this.pair.close();
			this.provider.close();
		}
	}

	private void allBooksAgree() throws SQLException {
		quiet();
		LedgerAudit audit = audit(this.pair, this.answers, this.provider.charges());
		assertThat(audit.findings()).as("%s", audit).isEmpty();
		assertThat(this.pair.watch().violations()).isEmpty();
		assertThat(this.pair.watch().deadlocks()).isZero();
	}

	/** Compares what clients saw, what the provider charges and what is booked. */
	static LedgerAudit audit(SpendingPair pair, Collection<SpendAnswer> answers, List<Charge> charges)
			throws SQLException {
		LedgerDump dump = LedgerDump.ofPostgres(pair.databaseUrl());
		Map<String, Charge> byId = charges.stream().collect(Collectors.toMap(Charge::id, Function.identity()));
		assertThat(dump.rows()).filteredOn(
				(row) -> row.costNanos() != (byId.containsKey(row.requestId()) ? byId.get(row.requestId()).nanos() : 0))
			.as("rows that do not cost what the provider charges")
			.isEmpty();
		Set<String> served = ids(answers.stream().filter(SpendAnswer::served).toList());
		assertThat(byId.keySet()).isEqualTo(served);
		return LedgerAudit.of(new Evidence(
				answers.stream()
					.map((answer) -> new Seen(answer.id(), "", answer.served(), Set.of(), Set.of()))
					.toList(),
				charges.stream()
					.map((charge) -> new Dispatched(charge.id(), charge.outputTokens(), charge.nanos()))
					.toList(),
				dump.rows(), List.<Pot>of(), dump.pots(), Set.of()));
	}

	/**
	 * What is wrong with refusals. Beyond the second, a refusal may take as long as it
	 * takes to ask the database a few times, and to tell the client.
	 */
	static List<String> faults(SpendingPair pair, List<SpendAnswer> load, long slowestCommit) throws SQLException {
		RefusalAudit audit = new RefusalAudit(pair.limits(), pair.watch().spells(), 500 + 4 * slowestCommit);
		return load.stream()
			.filter(SpendAnswer::refused)
			.map((answer) -> audit.fault(answer, pair.payers(answer.key())))
			.filter((fault) -> !fault.isEmpty())
			.toList();
	}

	static Map<Integer, Long> statuses(List<SpendAnswer> answers) {
		return answers.stream()
			.collect(Collectors.groupingBy(SpendAnswer::status, TreeMap::new, Collectors.counting()));
	}

	private static Set<String> ids(Collection<SpendAnswer> answers) {
		return answers.stream().map(SpendAnswer::id).collect(Collectors.toSet());
	}

	/** Makes the smallest calls until each key is refused, and says what is left then. */
	private Map<String, Long> spendUp(List<String> keys) throws SQLException {
		Map<String, Long> left = new TreeMap<>();
		try (SpendLoad clients = new SpendLoad(this.pair.urls(), 1, HttpProtocol.HTTP11)) {
			for (String key : keys) {
				SpendAnswer answer;
				int number = 0;
				do {
					answer = clients.run(SpendCall.smallest("s" + key + number, key, number % 2));
					this.answers.add(answer);
					number++;
				}
				while (answer.served());
				assertThat(answer.refused()).as("%s", answer).isTrue();
			}
		}
		quiet();
		for (String key : keys) {
			left.put(key, this.pair.headroom(key));
		}
		return left;
	}

	private void quiet() throws SQLException {
		this.pair.watch().awaitQuiet(this.provider.charges().size());
	}

	private static List<SpendCall> lendersCalls(String id, List<String> keys, boolean other, int bytes) {
		return keys.stream().map((key) -> {
			int gateway = (key.charAt(key.length() - 1) + (other ? 1 : 0)) % 2;
			return SpendCall.smallest(id + key, key, gateway).ofBytes(bytes);
		}).toList();
	}

}
