package dev.sluice.ledger;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.AdditionalAnswers;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.test.scheduler.VirtualTimeScheduler;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SqlSession;
import dev.sluice.store.StoreUnavailableException;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The flusher turn by turn, with a journal that does what it is told. */
@Timeout(60)
class FlusherTurnsTests {

	@RegisterExtension
	static final SharedStore store = SharedStore.forMovedTime();

	private final StoreRig rig = store.rig();

	private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

	private final Journal journal = new Journal();

	private final List<Map<AllowanceKey, Booking>> told = Collections.synchronizedList(new ArrayList<>());

	private AllowanceKey key;

	private String node;

	private volatile long nanos = 5;

	private LedgerFlusher flusher;

	@BeforeEach
	void make() {
		this.node = store.newNode();
		this.key = new AllowanceKey("key:" + this.node, "lifetime");
		this.flusher = flusher(this.rig.database);
	}

	@AfterEach
	void endVirtualTime() {
		stop();
		VirtualTimeScheduler.reset();
	}

	@Test
	void booksWhatAFormerProcessLeftWithoutTellingAndThenGivesItsLeaseBack() {
		this.rig.lease(this.node, this.key, 100, 100);
		this.journal.former = true;
		this.flusher.start();
		turns(() -> this.journal.reads > 3);
		assertThat(this.flusher.replayed().toFuture()).isNotDone();
		assertThat(leased()).isEqualTo(100);
		this.journal.add(Attempts.finished(50, 30, this.key));
		turns(() -> spent() == 30);
		assertThat(this.flusher.replayed().toFuture()).isNotDone();
		this.journal.former = false;
		turns(() -> this.flusher.replayed().toFuture().isDone());
		assertThat(leased()).isZero();
		assertThat(this.told).isEmpty();
		this.journal.add(Attempts.finished(50, 7, this.key));
		turns(() -> !this.told.isEmpty());
		assertThat(this.told).containsExactly(Map.of(this.key, new Booking(7, 0)));
		assertThat(spent()).isEqualTo(37);
	}

	@Test
	void whatAFreshProcessWroteBeforeItsFirstTurnIsTold() {
		this.journal.add(Attempts.finished(50, 30, this.key));
		this.flusher.start();
		turns(() -> !this.told.isEmpty());
		assertThat(this.told).containsExactly(Map.of(this.key, new Booking(30, 0)));
		assertThat(spent()).isEqualTo(30);
	}

	@Test
	void aStopDuringTheReplayLeavesTheLeaseToWhatIsNotBookedYet() {
		this.rig.lease(this.node, this.key, 100, 100);
		this.journal.former = true;
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		this.journal.add(Attempts.finished(50, 30, this.key));
		turns(() -> spent() == 30);
		stop();
		assertThat(leased()).isEqualTo(70);
		assertThat(this.flusher.replayed().toFuture()).isNotDone();
	}

	@Test
	void beginsBehindWhatIsBooked() {
		this.rig.books(this.node)
			.book(new JournalBatch(List.of(), new JournalPosition(3, 99)), null, false)
			.block(StoreRig.WAIT);
		this.flusher.start();
		turns(() -> this.journal.reads > 0);
		assertThat(this.journal.resumed).containsExactly(new JournalPosition(3, 99));
	}

	@Test
	void whatCostsNothingIsToldToNobody() {
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		this.journal.add(Attempts.finished(50, 0, this.key));
		turns(() -> this.rig.query("select node_id from attempt_ledger where node_id = '" + this.node + "'")
			.size() == 1);
		turns(() -> this.journal.committed.size() > 2);
		assertThat(this.told).isEmpty();
	}

	@Test
	void aJournalThatCannotBeReadIsReadAgain() {
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		assertThat(this.flusher.failing()).isFalse();
		this.journal.broken = true;
		turns(this.flusher::failing);
		this.journal.broken = false;
		this.journal.add(Attempts.finished(50, 30, this.key));
		turns(() -> !this.told.isEmpty());
		assertThat(this.flusher.failing()).isFalse();
	}

	@Test
	void aFullBatchIsFollowedByTheNextAtOnce() {
		this.journal.add(attempts(8_192));
		this.journal.add(Attempts.finished(50, 30, this.key));
		this.flusher.start();
		turns(Duration.ZERO, () -> !this.told.isEmpty());
		assertThat(this.journal.committed).containsExactly(new JournalPosition(0, 1), new JournalPosition(0, 2));
	}

	@ParameterizedTest
	@CsvSource({ "511, 200", "512, 1000" })
	void underLoadItRestsLonger(int attempts, long rest) {
		this.flusher.start();
		turns(Duration.ZERO, () -> this.journal.reads > 0);
		awaitRest();
		this.journal.add(attempts(attempts));
		this.time.advanceTimeBy(Duration.ofMillis(200));
		turns(Duration.ZERO, () -> this.journal.committed.contains(new JournalPosition(0, 1)));
		restsFor(rest);
	}

	@Test
	void whereNothingIsLeftMoneyMayBeLeasedAtOnce() {
		assertThat(this.flusher.start()).isSameAs(this.flusher);
		turns(Duration.ZERO, () -> this.flusher.replayed().toFuture().isDone());
	}

	@Test
	void whatIsNotReplayedYetIsAskedForFiveTimesASecond() {
		this.journal.former = true;
		this.flusher.start();
		turns(Duration.ZERO, () -> this.journal.reads == 1);
		restsFor(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "journal_cursor", "lease" })
	void aDatabaseThatFailsAtTheStartIsAskedAgain(String table) {
		this.rig.execute("alter table " + table + " rename to hidden");
		this.flusher.start();
		turns(this.flusher::failing);
		this.rig.execute("alter table hidden rename to " + table);
		turns(() -> this.flusher.replayed().toFuture().isDone());
		assertThat(this.flusher.failing()).isFalse();
	}

	@Test
	void whatTheDatabaseDoesNotTakeIsTriedAgainEveryTwoSeconds() {
		AtomicInteger failed = new AtomicInteger();
		this.flusher = flusher(counting(failed)).start();
		turns(() -> this.journal.reads > 1);
		this.rig.execute("alter table attempt_ledger rename to hidden");
		this.journal.add(Attempts.finished(50, 30, this.key));
		turns(this.flusher::failing);
		AtomicInteger waited = new AtomicInteger();
		waitAfterEach(failed, waited, () -> failed.get() >= 10);
		this.rig.execute("alter table hidden rename to attempt_ledger");
		waitAfterEach(failed, waited, () -> !this.told.isEmpty());
		assertThat(spent()).isEqualTo(30);
	}

	@Test
	void saysEachMinuteThatItIsThere() {
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		silentFor(25);
		this.nanos += TimeUnit.SECONDS.toNanos(60) - 1;
		int reads = this.journal.reads;
		turns(() -> this.journal.reads > reads + 3);
		assertThat(silent()).isTrue();
		this.nanos++;
		turns(() -> !silent());
		silentFor(25);
		int later = this.journal.reads;
		turns(() -> this.journal.reads > later + 3);
		assertThat(silent()).as("not each turn").isTrue();
	}

	@Test
	void aDatabaseThatDoesNotTakeASignOfLifeIsNoReasonToStop() {
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		this.rig.execute("alter table journal_cursor rename to hidden_cursor");
		this.nanos += TimeUnit.SECONDS.toNanos(60);
		int reads = this.journal.reads;
		turns(() -> this.journal.reads > reads + 3);
		this.rig.execute("alter table hidden_cursor rename to journal_cursor");
		this.journal.add(Attempts.finished(50, 30, this.key));
		turns(() -> !this.told.isEmpty());
	}

	@Test
	void aFlusherThatBreaksSaysSo() {
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		this.journal.breaks = true;
		turns(this.flusher::failing);
	}

	@Test
	void atItsEndBooksAllThatIsThere() {
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		for (int i = 0; i < 3; i++) {
			this.journal.add(Attempts.finished(50, 30, this.key));
		}
		stop();
		assertThat(spent()).isEqualTo(90);
		assertThat(this.journal.committed).contains(new JournalPosition(0, 3));
		int reads = this.journal.reads;
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.journal.reads).as("and reads no more").isEqualTo(reads);
	}

	@Test
	void itsEndDoesNotRest() {
		this.flusher.start();
		turns(() -> this.journal.reads > 1);
		CompletableFuture<Void> end = CompletableFuture.runAsync(this.flusher::close);
		turns(Duration.ZERO, end::isDone);
	}

	@Test
	void aDatabaseThatIsNotOpenYetIsNoFailureOfItsOwn() {
		SluiceDatabase closed = mock(SluiceDatabase.class);
		when(closed.ready()).thenReturn(Mono.never());
		when(closed.transaction(any()))
			.thenReturn(Mono.error(new StoreUnavailableException("It is not open.", null, false)));
		this.flusher = flusher(closed).start();
		this.time.advanceTimeBy(Duration.ofMinutes(1));
		assertThat(this.flusher.failing()).isFalse();
		assertThat(this.journal.reads).isZero();
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void aDatabaseThatWasNeverOpenedIsNotWaitedFor(CapturedOutput output) {
		this.flusher = flusher(TestStore.unopened(store.folder()));
		this.flusher.close();
		assertThat(output.getOut()).as("what is told after a wait").doesNotContain("Not all usage is booked yet");
	}

	@Test
	void allItsWorkRunsOnOneThreadThatEndsWithIt() {
		VirtualTimeScheduler.reset();
		this.flusher = flusher(this.rig.database).start();
		this.flusher.replayed().block(StoreRig.WAIT);
		this.journal.broken = true;
		Awaitility.await().until(this.flusher::failing);
		this.journal.broken = false;
		Awaitility.await().until(() -> !this.flusher.failing());
		this.journal.add(Attempts.finished(50, 30, this.key));
		this.flusher.close();
		assertThat(this.told).hasSize(1);
		assertThat(this.journal.threads).singleElement().asString().startsWith("sluice-flusher");
		Awaitility.await().until(() -> threads().stream().noneMatch((name) -> name.startsWith("sluice-flusher")));
	}

	private LedgerFlusher flusher(SluiceDatabase database) {
		return new LedgerFlusher(database, new PotTable(this.node), this.journal, new RefusedAttempts(store::folder),
				this.told::add, () -> this.nanos);
	}

	/** The database, and how many bookings have failed and are waited after. */
	private SluiceDatabase counting(AtomicInteger failed) {
		SluiceDatabase counting = mock(SluiceDatabase.class, AdditionalAnswers.delegatesTo(this.rig.database));
		doAnswer((call) -> this.rig.database.durable(call.<Function<SqlSession, Mono<Object>>>getArgument(0))
			.doFinally((end) -> failed.addAndGet((end == SignalType.ON_ERROR) ? 1 : 0))).when(counting).durable(any());
		return counting;
	}

	/** Lets two seconds pass after what failed last, until something is so. */
	private void waitAfterEach(AtomicInteger failed, AtomicInteger waited, BooleanSupplier condition) {
		turns(Duration.ZERO, () -> {
			int last = failed.get();
			if (waited.getAndSet(last) < last) {
				this.time.advanceTimeBy(Duration.ofSeconds(2));
			}
			return condition.getAsBoolean();
		});
	}

	private void restsFor(long millis) {
		awaitRest();
		int reads = this.journal.reads;
		this.time.advanceTimeBy(Duration.ofMillis(millis - 1));
		assertThat(this.journal.reads).isEqualTo(reads);
		this.time.advanceTimeBy(Duration.ofMillis(1));
		assertThat(this.journal.reads).isEqualTo(reads + 1);
	}

	/**
	 * A rest begins after its reason was seen, on the thread that does what is due. Once
	 * that is whoever asks, it has begun, and ends where the time is moved.
	 */
	private void awaitRest() {
		AtomicReference<Thread> worker = new AtomicReference<>();
		turns(Duration.ZERO, () -> {
			this.time.schedule(() -> worker.set(Thread.currentThread()));
			return worker.get() == Thread.currentThread();
		});
	}

	private static FinishedAttempt[] attempts(int count) {
		return IntStream.range(0, count).mapToObj((index) -> Attempts.finished(50, 0)).toArray(FinishedAttempt[]::new);
	}

	private static List<String> threads() {
		return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
	}

	private void stop() {
		CompletableFuture<Void> end = CompletableFuture.runAsync(this.flusher::close);
		turns(end::isDone);
	}

	/** Lets the flusher work until something is so. */
	private void turns(BooleanSupplier condition) {
		turns(Duration.ofMillis(200), condition);
	}

	private void turns(Duration step, BooleanSupplier condition) {
		Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> {
			this.time.advanceTimeBy(step);
			return condition.getAsBoolean();
		});
	}

	private long spent() {
		return Objects.requireNonNull(this.rig.balance(this.node, this.key)).spentNanos();
	}

	private long leased() {
		return Objects.requireNonNull(this.rig.balance(this.node, this.key)).leasedNanos();
	}

	private void silentFor(int hours) {
		this.rig.execute("update journal_cursor set seen_at = current_timestamp - interval '" + hours
				+ "' hour where node_id = '" + this.node + "'");
	}

	private boolean silent() {
		return !this.rig
			.query("select node_id from journal_cursor where node_id = '" + this.node
					+ "' and seen_at < current_timestamp - interval '1' hour")
			.isEmpty();
	}

	/** Batches that a test has put there. */
	private static final class Journal implements JournalReader {

		private final Deque<List<FinishedAttempt>> batches = new ArrayDeque<>();

		private final List<@Nullable JournalPosition> resumed = Collections.synchronizedList(new ArrayList<>());

		private final List<JournalPosition> committed = Collections.synchronizedList(new ArrayList<>());

		private final Set<String> threads = ConcurrentHashMap.newKeySet();

		private volatile boolean former;

		private volatile boolean broken;

		private volatile boolean breaks;

		private volatile int reads;

		private int offset;

		synchronized void add(FinishedAttempt... attempts) {
			this.batches.add(List.of(attempts));
		}

		@Override
		public void resume(@Nullable JournalPosition cursor) {
			this.threads.add(Thread.currentThread().getName());
			this.resumed.add(cursor);
		}

		@Override
		public synchronized JournalBatch read(int atMost) {
			this.threads.add(Thread.currentThread().getName());
			if (this.broken) {
				throw new IllegalStateException("broken");
			}
			this.reads++;
			List<FinishedAttempt> batch = this.batches.poll();
			if (batch != null) {
				this.offset++;
			}
			return new JournalBatch((batch != null) ? batch : List.of(), new JournalPosition(0, this.offset));
		}

		@Override
		public void committed(JournalPosition cursor) {
			this.threads.add(Thread.currentThread().getName());
			this.committed.add(cursor);
			if (this.breaks) {
				throw new IllegalStateException("breaks");
			}
		}

		@Override
		public boolean replayed() {
			return !this.former;
		}

		@Override
		public List<Damage> damages() {
			return List.of();
		}

		@Override
		public State state() {
			return new State(0, 0, 0, 0, 0, true);
		}

	}

}
