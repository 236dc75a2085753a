package dev.sluice.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.ValidationDepth;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

@Timeout(120)
class SluiceDatabaseTests {

	private static final Duration WAIT = Duration.ofSeconds(20);

	private static final Duration PATIENCE = Duration.ofSeconds(60);

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void keepsWhatWasCommittedAcrossACleanStop(TestStore store) {
		String url = store.url(this.folder);
		try (SluiceDatabase database = TestStore.open(this.folder, url)) {
			assertThat(database.durable((session) -> session.execute(pot("a"))).block(WAIT)).isEqualTo(1);
		}
		try (SluiceDatabase database = TestStore.open(this.folder, url)) {
			assertThat(pots(database)).containsExactly("a");
			assertThat(database.now().block(WAIT)).isCloseTo(Instant.now(), within(5, ChronoUnit.SECONDS));
			assertThat(database
				.read((session) -> session.query("select version from sluice_schema_history where version is not null",
						(row) -> row.get(0, String.class)))
				.block(WAIT)).as("beside the history of a host").isNotEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void takesBackWhatFails(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			assertThatThrownBy(() -> database
				.transaction((session) -> session.execute(pot("a")).then(Mono.error(new IllegalStateException("no"))))
				.block(WAIT)).isInstanceOf(IllegalStateException.class);
			assertThatThrownBy(() -> database
				.transaction((session) -> session.execute(pot("b")).then(session.execute("select broken")))
				.block(WAIT)).isInstanceOf(R2dbcBadGrammarException.class);
			assertThat(pots(database)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void endsWhatItBeganWhenTheSubscriberLeaves(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			for (int index = 0; index < 40; index++) {
				String name = "p" + index;
				database.transaction((session) -> session.execute(pot(name))).subscribe().dispose();
			}
			Awaitility.await().atMost(WAIT).until(() -> pots(database).size() == 40);
		}
	}

	@ParameterizedTest
	@EnumSource
	void addsAndChangesManyRowsAtOnce(TestStore store) {
		UpdateMany spend = new UpdateMany("allowance", columns(), "t.account = v.account and t.period = v.period",
				"spent_nanos = t.spent_nanos + v.cost");
		List<Object[]> pots = IntStream.range(0, 421)
			.mapToObj((index) -> new Object[] { "pot" + index, "lifetime", 10L })
			.toList();
		List<Object[]> costs = IntStream.range(0, 421)
			.mapToObj((index) -> new Object[] { "pot" + index, "lifetime", (long) index })
			.toList();
		try (SluiceDatabase database = store.open(this.folder)) {
			assertThat(database
				.transaction((session) -> session.insertMany("allowance (account, period, limit_nanos)", pots)
					.then(session.updateMany(spend, costs)))
				.block(WAIT)).isEqualTo(421);
			assertThat(database.read((session) -> session.query(
					"select cast(sum(spent_nanos) as bigint) from allowance where period = $1",
					(row) -> row.get(0, Long.class), "lifetime"))
				.block(WAIT)).containsExactly(421L * 420 / 2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void runsManyTransactionsOnOneRow(TestStore store) {
		try (SluiceDatabase database = patient(store)) {
			database.transaction((session) -> session.execute(pot("a"))).block(WAIT);
			Flux.range(0, 300)
				.flatMap((index) -> database.transaction(SluiceDatabaseTests::spend), 64)
				.blockLast(PATIENCE);
			assertThat(database
				.read((session) -> session.query("select spent_nanos from allowance", (row) -> row.get(0, Long.class)))
				.block(WAIT)).containsExactly(300L);
		}
	}

	@ParameterizedTest
	@EnumSource
	void whoWaitsForALockKeepsNobodyElseWaiting(TestStore store) {
		try (SluiceDatabase database = patient(store)) {
			database.transaction((session) -> session.execute(pot("a"))).block(WAIT);
			CompletableFuture<Void> locked = new CompletableFuture<>();
			CompletableFuture<Void> go = new CompletableFuture<>();
			CompletableFuture<Long> first = database
				.transaction((session) -> spend(session).doOnNext((rows) -> locked.complete(null))
					.flatMap((rows) -> Mono.fromFuture(go).thenReturn(rows)))
				.toFuture();
			locked.join();
			AtomicInteger tries = new AtomicInteger();
			CompletableFuture<Long> second = database
				.transaction((session) -> Mono.fromRunnable(tries::incrementAndGet).then(spend(session)))
				.toFuture();
			Awaitility.await().until(() -> tries.get() > 0);
			assertThat(pots(database)).containsExactly("a");
			assertThat(second).isNotDone();
			assertThat(tries).as("it has waited for its lock all the time").hasValue(1);
			go.complete(null);
			assertThat(first.join() + second.join()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@EnumSource
	void aParameterMayBeNull(TestStore store) {
		try (SluiceDatabase database = store.open(this.folder)) {
			assertThat(database.read((session) -> session.query(
					"select coalesce(cast($1 as varchar), 'none') || cast($2 as varchar)"
							+ " || coalesce(cast($3 as bigint), 7) || cast($4 as bigint) || cast($5 as varchar)",
					(row) -> row.get(0, String.class), SqlValue.text(null), SqlValue.text("x"), SqlValue.known(-1),
					SqlValue.known(0), "y"))
				.block(WAIT)).containsExactly("nonex70y");
		}
	}

	@Test
	void whatIsAskedBeforeTheTablesAreThereWaitsForThem() {
		try (SluiceDatabase database = TestStore.unopened(this.folder)) {
			CompletableFuture<Long> asked = database.transaction((session) -> session.execute(pot("early"))).toFuture();
			assertThat(database.opening()).isFalse();
			database.open();
			assertThat(database.opening()).isTrue();
			assertThat(asked.join()).isEqualTo(1);
			assertThat(database.remote()).isFalse();
			assertThat(database.vendor()).isEqualTo("h2");
		}
	}

	@Test
	void itsEndClosesConnectionsAndThenTheFile() {
		H2File file = spy(new H2File(this.folder, 2, WAIT));
		List<Connection> made = new CopyOnWriteArrayList<>();
		List<String> makers = new CopyOnWriteArrayList<>();
		ConnectionFactory real = file.connections();
		ConnectionFactory factory = mock(ConnectionFactory.class);
		when(factory.getMetadata()).thenReturn(real.getMetadata());
		when(factory.create()).thenAnswer((call) -> Mono.from(real.create())
			.doOnNext(made::add)
			.doOnNext((connection) -> makers.add(Thread.currentThread().getName())));
		doReturn(factory).when(file).connections();
		List<Boolean> open = new ArrayList<>();
		doAnswer((call) -> {
			made.forEach((connection) -> open.add(Mono.from(connection.validate(ValidationDepth.LOCAL)).block()));
			return call.callRealMethod();
		}).when(file).close(any());
		try (SluiceDatabase database = new SluiceDatabase(file,
				new StoreProperties(true, "", null, null, "sluice", 2, WAIT, WAIT))
			.open()) {
			database.now().block(WAIT);
		}
		assertThat(open).containsExactly(false);
		assertThat(makers).singleElement().asString().startsWith("sluice-h2");
	}

	@Test
	void afterItsEndAServerIsAskedNoMore() {
		VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
		try {
			SqlVendor server = mock(SqlVendor.class);
			when(server.remote()).thenReturn(true);
			when(server.scheduler()).thenReturn(Schedulers.immediate());
			when(server.handOut()).thenReturn(Schedulers.immediate());
			ConnectionFactory connections = mock(ConnectionFactory.class);
			doReturn(Mono.never()).when(connections).create();
			when(server.connections()).thenReturn(connections);
			when(server.jdbc()).thenThrow(new IllegalStateException("down"));
			SluiceDatabase database = new SluiceDatabase(server,
					new StoreProperties(true, "", null, null, "sluice", 2, WAIT, WAIT))
				.open();
			assertThat(database.remote()).isTrue();
			database.close();
			time.advanceTimeBy(Duration.ofMinutes(1));
			verify(server).jdbc();
		}
		finally {
			VirtualTimeScheduler.reset();
		}
	}

	/** One in which a slow disk or a pause is no reason to give up a wait for a lock. */
	private SluiceDatabase patient(TestStore store) {
		return TestStore.open(this.folder, store.url(this.folder), PATIENCE);
	}

	private static Map<String, String> columns() {
		Map<String, String> columns = new LinkedHashMap<>();
		columns.put("account", "varchar");
		columns.put("period", "varchar");
		columns.put("cost", "bigint");
		return columns;
	}

	private static Mono<Long> spend(SqlSession session) {
		return session.execute("update allowance set spent_nanos = spent_nanos + 1 where account = $1", "a");
	}

	private static String pot(String name) {
		return "insert into allowance (account, period, limit_nanos) values ('" + name + "', 'lifetime', 1)";
	}

	private static List<String> pots(SluiceDatabase database) {
		List<String> names = database
			.read((session) -> session.query("select account from allowance order by account",
					(row) -> row.get(0, String.class)))
			.block(WAIT);
		assertThat(names).isNotNull();
		return names;
	}

}
