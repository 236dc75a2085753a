package dev.sluice.store;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of transactions and connections when a server fails, step by step. */
@Timeout(30)
class TransactionsTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final List<String> done = new ArrayList<>();

	private final Map<String, Mono<Void>> answers = new HashMap<>();

	private final Server server = new Server();

	private final StoreProperties properties = new StoreProperties(true, "", null, null, "sluice", 2,
			Duration.ofSeconds(3), LIMIT);

	private final Transactions transactions = new Transactions(this.server, this.properties);

	@AfterEach
	void endVirtualTime() {
		VirtualTimeScheduler.reset();
	}

	@Test
	void whatSucceedsIsCommittedOnce() {
		assertThat(ask(this.transactions.run((session) -> Mono.just("x"))).answer).isEqualTo("x");
		assertThat(ask(this.transactions.run((session) -> Mono.empty())).answer).isEqualTo("nothing");
		assertThat(this.done).containsExactly("begin", "commit", "begin", "commit");
		assertThat(this.server.connections).isEqualTo(1);
	}

	@Test
	void whatFailsIsRolledBackAndItsConnectionServesTheNext() {
		IllegalStateException fault = new IllegalStateException("ours");
		for (int i = 0; i < 3; i++) {
			this.done.clear();
			assertThat(ask(this.transactions.run((session) -> Mono.error(fault))).answer).isSameAs(fault);
			assertThat(this.done).containsExactly("begin", "rollback");
		}
		assertServed();
		assertThat(this.server.connections).isEqualTo(1);
	}

	@Test
	void whatIsCancelledIsRolledBack() {
		for (int i = 0; i < 3; i++) {
			this.done.clear();
			ask(this.transactions.run((session) -> Mono.never())).call.dispose();
			assertThat(this.done).containsExactly("begin", "rollback");
		}
		assertServed();
		assertThat(this.server.connections).isEqualTo(1);
	}

	@Test
	void aServerIsGivenItsTimeAndNoMore() {
		Asked asked = ask(this.transactions.run((session) -> Mono.never()));
		this.time.advanceTimeBy(LIMIT.minusMillis(1));
		assertThat(asked.answer).isNull();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(unavailable(asked).outcomeUnknown()).isFalse();
		assertThat(this.done).containsExactly("begin", "rollback");
		assertServed();
	}

	@Test
	void anEmbeddedDatabaseKeepsItsOwnLimits() {
		this.server.remote = false;
		this.answers.put("rollback", Mono.delay(Duration.ofSeconds(30)).then());
		Asked asked = ask(this.transactions.run((session) -> Mono.delay(LIMIT.plusSeconds(1))
			.then(Mono.error(new IllegalStateException("in the end")))));
		this.time.advanceTimeBy(LIMIT.plusSeconds(20));
		assertThat(asked.answer).isNull();
		this.time.advanceTimeBy(Duration.ofSeconds(30));
		assertThat(asked.answer).isInstanceOf(IllegalStateException.class);
		assertThat(this.done).containsExactly("begin", "rollback");
	}

	@Test
	void aConnectionThatCannotRollBackIsCut() {
		this.answers.put("rollback", Mono.error(new IOException("reset")));
		ask(this.transactions.run((session) -> Mono.error(new IllegalStateException("ours"))));
		assertThat(this.done).startsWith("begin", "rollback", "close");
		assertServed();
		assertThat(this.server.connections).isEqualTo(2);
	}

	@Test
	void aConnectionThatDoesNotAnswerIsCutAfterTwoSeconds() {
		this.answers.put("rollback", Mono.never());
		for (int i = 0; i < 3; i++) {
			this.done.clear();
			Asked asked = ask(this.transactions.run((session) -> Mono.error(new IllegalStateException("ours"))));
			this.time.advanceTimeBy(Duration.ofMillis(1_999));
			assertThat(this.done).containsExactly("begin", "rollback");
			this.time.advanceTimeBy(Duration.ofMillis(1));
			assertThat(this.done).startsWith("begin", "rollback", "close");
			assertThat(asked.answer).hasToString("java.lang.IllegalStateException: ours");
		}
		assertServed();
	}

	@Test
	void aConnectionThatCannotEvenBeCutHoldsUpNobodyForLong() {
		this.answers.put("rollback", Mono.never());
		this.answers.put("close", Mono.never());
		Asked asked = ask(this.transactions.run((session) -> Mono.error(new IllegalStateException("ours"))));
		this.time.advanceTimeBy(Duration.ofSeconds(4));
		assertThat(asked.answer).hasToString("java.lang.IllegalStateException: ours");
	}

	@Test
	void aConnectionThatCannotBeCutLeavesItsPlaceToAnother() {
		for (int i = 0; i < 3; i++) {
			this.answers.put("rollback", Mono.error(new IOException("reset")));
			this.answers.put("close", Mono.error(new IOException("reset")));
			Asked asked = ask(this.transactions.run((session) -> Mono.error(new IllegalStateException("ours"))));
			assertThat(asked.answer).hasToString("java.lang.IllegalStateException: ours");
		}
		assertServed();
	}

	@Test
	void aServerThatTakesNoConnectionIsGivenUpSoon() {
		this.answers.put("connect", Mono.never());
		Asked asked = ask(this.transactions.run((session) -> Mono.just("x")));
		this.time.advanceTimeBy(Duration.ofSeconds(8).minusMillis(1));
		assertThat(asked.answer).as("connects twice for a second more than the driver may take").isNull();
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(unavailable(asked)).isNotNull();
	}

	@Test
	void nobodyWaitsForAConnectionOfTheEmbeddedDatabaseForEver() {
		this.server.remote = false;
		for (int i = 0; i < 2; i++) {
			ask(this.transactions.run((session) -> Mono.never()));
		}
		Asked third = ask(this.transactions.run((session) -> Mono.just("third")));
		this.time.advanceTimeBy(LIMIT.multipliedBy(2));
		assertThat(unavailable(third)).as("the pool asks twice").isNotNull();
	}

	@Test
	void thereAreNoMoreConnectionsThanMayBe() {
		this.server.remote = false;
		for (int i = 0; i < 2; i++) {
			ask(this.transactions.run((session) -> Mono.never()));
		}
		Asked third = ask(this.transactions.run((session) -> Mono.just("third")));
		assertThat(this.server.connections).isEqualTo(2);
		assertThat(third.answer).isNull();
	}

	@Test
	void connectionsAreAskedForOnTheDatabasesThreads() {
		Queue<Runnable> tasks = new ArrayDeque<>();
		this.server.scheduler = Schedulers.fromExecutor(tasks::add);
		Asked asked = ask(new Transactions(this.server, this.properties).run((session) -> Mono.just("x")));
		assertThat(this.server.connections).isZero();
		tasks.remove().run();
		assertThat(this.server.connections).isOne();
		assertThat(asked.answer).isEqualTo("x");
		assertThat(tasks).isEmpty();
	}

	@Test
	void noMoreThanAThousandWaitForAConnection() {
		this.server.remote = false;
		for (int i = 0; i < 2 + 1_024; i++) {
			assertThat(ask(this.transactions.run((session) -> Mono.never())).answer).isNull();
		}
		assertThat(unavailable(ask(this.transactions.run((session) -> Mono.never())))).isNotNull();
	}

	@Test
	void aCommitWithoutAnswerMayHaveHappened() {
		this.answers.put("commit", Mono.error(new R2dbcNonTransientResourceException("gone")));
		assertThat(unavailable(ask(this.transactions.run((session) -> Mono.just(1)))).outcomeUnknown()).isTrue();
		this.answers.clear();
		Asked before = ask(
				this.transactions.run((session) -> Mono.error(new R2dbcNonTransientResourceException("gone"))));
		assertThat(unavailable(before).outcomeUnknown()).isFalse();
		assertThat(unavailable(before)).hasMessageContaining("The database place does not answer")
			.hasMessageContaining("gone");
	}

	@Test
	void collisionsAreRepeatedUntilOneSucceeds() {
		int[] tries = { 0 };
		Asked asked = ask(this.transactions
			.run((session) -> (++tries[0] < 11) ? Mono.error(new R2dbcRollbackException("collision")) : Mono.just(1)));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(asked.answer).isEqualTo(1);
		assertThat(this.done).hasSize(22).endsWith("rollback", "begin", "commit");
	}

	@Test
	void afterTenRepetitionsTheDatabaseIsUnavailable() {
		Asked asked = ask(this.transactions.run((session) -> Mono.error(new R2dbcRollbackException("collision"))));
		this.time.advanceTimeBy(Duration.ofSeconds(1));
		assertThat(unavailable(asked).outcomeUnknown()).isFalse();
		assertThat(this.done).hasSize(22).doesNotContain("commit");
	}

	@Test
	void faultsOfOursAreNoOutages() {
		for (Exception fault : List.of(new R2dbcBadGrammarException("no such table"),
				new R2dbcDataIntegrityViolationException("too long"), new IllegalStateException("ours"))) {
			assertThat(ask(this.transactions.run((session) -> Mono.error(fault))).answer).isSameAs(fault);
		}
		for (Exception outage : List.of(new R2dbcNonTransientResourceException("gone"), new IOException("reset"),
				new TimeoutException("late"), new RejectedExecutionException("full"))) {
			assertThat(unavailable(ask(this.transactions.run((session) -> Mono.error(outage))))).hasCause(outage);
			assertThat(unavailable(ask(this.transactions.plain((session) -> Mono.error(outage)))).outcomeUnknown())
				.isFalse();
		}
	}

	@Test
	void whatIsDurableIsOnTheDiskBeforeAnybodyIsTold() {
		assertThat(ask(this.transactions.runDurably((session) -> Mono.just("x"))).answer).isEqualTo("x");
		assertThat(this.done).containsExactly("begin", "commit", "sync");
		assertThat(ask(this.transactions.runDurably((session) -> Mono.empty())).answer).isEqualTo("nothing");
		assertThat(this.done).hasSize(6).endsWith("sync");
		this.answers.put("sync", Mono.error(new IOException("disk full")));
		assertThat(unavailable(ask(this.transactions.runDurably((session) -> Mono.just("x"))))).isNotNull();
	}

	@Test
	void aQuestionNeedsNoTransaction() {
		assertThat(ask(this.transactions.plain((session) -> Mono.just("x"))).answer).isEqualTo("x");
		ask(this.transactions.plain((session) -> Mono.error(new IllegalStateException("ours"))));
		assertThat(this.done).isEmpty();
		assertServed();
		assertThat(this.server.connections).isEqualTo(1);
	}

	@Test
	void theEndClosesConnections() {
		assertServed();
		this.done.clear();
		this.transactions.close(LIMIT);
		assertThat(this.done).containsExactly("close");
	}

	@Test
	void theEndWaitsForNoConnectionForEver() {
		assertServed();
		this.answers.put("close", Mono.never());
		Thread end = new Thread(() -> this.transactions.close(LIMIT));
		end.start();
		// Time that passes while the limit is being set can lose it.
		await().until(() -> {
			if (end.getState() == Thread.State.WAITING) {
				this.time.advanceTimeBy(LIMIT);
			}
			return !end.isAlive();
		});
	}

	private void assertServed() {
		this.answers.clear();
		for (int i = 0; i < 3; i++) {
			assertThat(ask(this.transactions.run((session) -> Mono.just("served"))).answer).isEqualTo("served");
		}
	}

	private static StoreUnavailableException unavailable(Asked asked) {
		assertThat(asked.answer).isInstanceOf(StoreUnavailableException.class);
		return (StoreUnavailableException) asked.answer;
	}

	private Asked ask(Mono<?> work) {
		Asked asked = new Asked();
		asked.call = work.subscribe((value) -> asked.answer = value, (error) -> asked.answer = error,
				() -> asked.answer = (asked.answer != null) ? asked.answer : "nothing");
		return asked;
	}

	private static final class Asked {

		private Disposable call;

		private @Nullable Object answer;

	}

	/** A server whose every step is noted, and may be given another end. */
	private final class Server implements SqlVendor {

		private boolean remote = true;

		private Scheduler scheduler = Schedulers.immediate();

		private int connections;

		@Override
		public String name() {
			return "server";
		}

		@Override
		public String place() {
			return "place";
		}

		@Override
		public ConnectionFactory connections() {
			return new ConnectionFactory() {
				@Override
				public Publisher<? extends Connection> create() {
					return Mono.defer(() -> TransactionsTests.this.answers.getOrDefault("connect", Mono.empty()))
						.then(Mono.fromSupplier(Server.this::connect));
				}

				@Override
				public ConnectionFactoryMetadata getMetadata() {
					return () -> "server";
				}
			};
		}

		private Connection connect() {
			this.connections++;
			boolean[] open = { true };
			boolean[] idle = { true };
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
					(proxy, method, arguments) -> switch (method.getName()) {
						case "beginTransaction" -> step("begin", open, () -> idle[0] = false);
						case "commitTransaction" -> step("commit", open, () -> idle[0] = true);
						case "rollbackTransaction" -> step("rollback", open, () -> idle[0] = true);
						case "close" -> step("close", open, () -> open[0] = false);
						case "isAutoCommit" -> idle[0];
						case "validate" -> Mono.just(open[0]);
						case "hashCode" -> System.identityHashCode(proxy);
						case "equals" -> proxy == arguments[0];
						default -> method.getName();
					});
		}

		private Mono<Void> step(String name, boolean[] open, Runnable after) {
			return Mono.defer(() -> {
				if (!open[0]) {
					return Mono.error(new IllegalStateException("closed"));
				}
				TransactionsTests.this.done.add(name);
				return TransactionsTests.this.answers.getOrDefault(name, Mono.empty());
			}).doOnSuccess((none) -> after.run());
		}

		@Override
		public JdbcAddress jdbc() {
			throw new UnsupportedOperationException();
		}

		@Override
		public Scheduler scheduler() {
			return this.scheduler;
		}

		@Override
		public Scheduler handOut() {
			return Schedulers.immediate();
		}

		@Override
		public boolean remote() {
			return this.remote;
		}

		@Override
		public String now() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean repeatable(Throwable error) {
			return error instanceof R2dbcRollbackException;
		}

		@Override
		public Mono<Void> sync(SqlSession session) {
			return step("sync", new boolean[] { true }, () -> {
			});
		}

		@Override
		public String updateMany(String table, List<String> columns, String rows, String match, String set) {
			throw new UnsupportedOperationException();
		}

		@Override
		public Mono<Long> load(Connection connection, BulkTable table, BulkRows rows) {
			throw new UnsupportedOperationException();
		}

		@Override
		public int keysAtOnce() {
			return 1;
		}

		@Override
		public String select(RowsByKey from, int keys, boolean lock) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void close(Duration limit) {
		}

	}

}
