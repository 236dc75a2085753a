package dev.sluice.store;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The database of this node or of all nodes: an H2 file in the home folder, or
 * PostgreSQL. Its connections are ours alone.
 * <p>
 * Work that has begun ends even when its subscriber leaves. While the database cannot be
 * asked, work fails with {@link StoreUnavailableException}. Work that is asked for before
 * the tables are there waits for them.
 */
public class SluiceDatabase implements AutoCloseable {

	private static final Duration CLOSE_TIME = Duration.ofSeconds(5);

	private final SqlVendor vendor;

	private final Opening opening;

	private final Transactions transactions;

	SluiceDatabase(SqlVendor vendor, StoreProperties properties) {
		this.vendor = vendor;
		this.transactions = new Transactions(vendor, properties);
		this.opening = new Opening(vendor);
	}

	/** Begins to open it, in the background. */
	SluiceDatabase open() {
		this.opening.begin();
		return this;
	}

	/**
	 * When work can begin.
	 * @return completes once the tables are there; fails when an embedded database cannot
	 * be opened
	 */
	public Mono<Void> ready() {
		return Mono.fromFuture(this.opening.done(), true);
	}

	/**
	 * Whether its opening has begun at all. A start that fails before never opens it.
	 * @return true from then on
	 */
	public boolean opening() {
		return this.opening.begun();
	}

	/**
	 * Whether the database is apart from this process, and may be down while it runs.
	 * @return false for the file in the home folder
	 */
	public boolean remote() {
		return this.vendor.remote();
	}

	/**
	 * Where the data is.
	 * @return a path or an address, without user and password
	 */
	public String place() {
		return this.vendor.place();
	}

	/**
	 * The vendor.
	 * @return {@code h2} or {@code postgresql}
	 */
	public String vendor() {
		return this.vendor.name();
	}

	/**
	 * Does work in one transaction. It is repeated a few times when it collides with
	 * another.
	 * @param work what to do, without side effects; it must not begin a transaction
	 * @param <T> the result type
	 * @return the result, after the commit
	 */
	public <T> Mono<T> transaction(Function<SqlSession, Mono<T>> work) {
		return start(() -> this.transactions.run(work));
	}

	/**
	 * Does work in one transaction, and completes when the commit is on the disk.
	 * @param work as above
	 * @param <T> the result type
	 * @return the result
	 */
	public <T> Mono<T> durable(Function<SqlSession, Mono<T>> work) {
		return start(() -> this.transactions.runDurably(work));
	}

	/**
	 * Asks without a transaction.
	 * @param work one query
	 * @param <T> the result type
	 * @return the result
	 */
	public <T> Mono<T> read(Function<SqlSession, Mono<T>> work) {
		return start(() -> this.transactions.plain(work));
	}

	/**
	 * The database's clock.
	 * @return its present time
	 */
	public Mono<Instant> now() {
		return read((session) -> session
			.query(this.vendor.now(), (row) -> Objects.requireNonNull(row.get(0, OffsetDateTime.class)).toInstant())
			.map((rows) -> rows.get(0)));
	}

	/** Closes the connections, and an embedded database in order. Blocks for a moment. */
	@Override
	public void close() {
		this.opening.stop();
		this.transactions.close(CLOSE_TIME);
		this.vendor.close(CLOSE_TIME);
	}

	/** Waits as long as a start may wait for it to open. */
	void awaitOpening() {
		this.opening.await();
	}

	// A subscriber that leaves must not tear a transaction: what it would cancel is a
	// future that nothing else depends on.
	private <T> Mono<T> start(java.util.function.Supplier<Mono<T>> work) {
		return Mono.defer(() -> {
			StoreUnavailableException failure = this.opening.failure();
			if (failure != null) {
				return Mono.error(failure);
			}
			CompletableFuture<@Nullable T> result = ready().then(Mono.defer(work)).toFuture();
			return Mono.fromFuture(result, true);
		});
	}

}
