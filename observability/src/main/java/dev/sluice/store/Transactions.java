package dev.sluice.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.ValidationDepth;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Mono;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.util.retry.Retry;

/**
 * Runs work on connections of a bounded pool: begin, work, commit; or roll back, and let
 * go of a connection that does not even do that.
 */
final class Transactions {

	private static final int COLLISIONS = 10;

	private static final int WAITING = 1024;

	private static final Duration ROLLBACK_TIME = Duration.ofSeconds(2);

	private final SqlVendor vendor;

	private final Duration limit;

	private final ConnectionPool pool;

	Transactions(SqlVendor vendor, StoreProperties properties) {
		this.vendor = vendor;
		this.limit = properties.statementTimeout();
		this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(vendor.connections())
			.name("sluice")
			.initialSize(0)
			.maxSize(properties.connections())
			.maxAcquireTime(this.limit)
			.maxCreateConnectionTime(properties.connectTimeout().plusSeconds(1))
			.maxIdleTime(Duration.ofMinutes(10))
			.maxLifeTime(Duration.ofMinutes(30))
			.validationDepth(ValidationDepth.LOCAL)
			// Makes them where they are asked for, and not on a thread that all share.
			.allocatorSubscribeOn(vendor.scheduler())
			// The pool hands out one connection at a time: work that blocks where it is
			// handed one would keep all others waiting for theirs.
			.customizer((builder) -> builder.maxPendingAcquire(WAITING).acquisitionScheduler(vendor.handOut()))
			.build());
	}

	<T> Mono<T> run(Function<SqlSession, Mono<T>> work) {
		return Mono.defer(() -> {
			AtomicBoolean committing = new AtomicBoolean();
			return bounded((connection) -> transaction(connection, work, committing))
				.onErrorMap((error) -> explain(error, committing.get()));
		})
			.retryWhen(Retry.backoff(COLLISIONS, Duration.ofMillis(2))
				.maxBackoff(Duration.ofMillis(100))
				.jitter(1)
				.filter(this.vendor::repeatable)
				.onRetryExhaustedThrow((spec, signal) -> unavailable(signal.failure(), false)));
	}

	<T> Mono<T> runDurably(Function<SqlSession, Mono<T>> work) {
		return run(work).map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((result) -> plain(this.vendor::sync).then(Mono.justOrEmpty(result)));
	}

	<T> Mono<T> plain(Function<SqlSession, Mono<T>> work) {
		return bounded((connection) -> work.apply(new SqlSession(connection, this.vendor)))
			.onErrorMap((error) -> explain(error, false));
	}

	void close(Duration limit) {
		this.pool.disposeLater().timeout(limit).onErrorComplete().toFuture().join();
	}

	private <T> Mono<T> bounded(Function<Connection, Mono<T>> use) {
		Mono<T> run = Mono
			.usingWhen(this.pool.create(), use, (connection) -> release(connection),
					(connection, error) -> abort(connection), this::abort)
			.subscribeOn(this.vendor.scheduler());
		// An embedded database works on its own threads and keeps its own limits.
		return this.vendor.remote() ? run.timeout(this.limit) : run;
	}

	private <T> Mono<T> transaction(Connection connection, Function<SqlSession, Mono<T>> work,
			AtomicBoolean committing) {
		return Mono.from(connection.beginTransaction())
			.then(Mono.defer(() -> work.apply(new SqlSession(connection, this.vendor))))
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.flatMap((result) -> Mono.defer(() -> {
				committing.set(true);
				return Mono.from(connection.commitTransaction());
			}).then(Mono.justOrEmpty(result)));
	}

	private Mono<Void> release(Connection connection) {
		return Mono.from(connection.close()).onErrorComplete();
	}

	private Mono<Void> abort(Connection connection) {
		Mono<Void> rollback = connection.isAutoCommit() ? Mono.empty() : Mono.from(connection.rollbackTransaction());
		return (this.vendor.remote() ? rollback.timeout(ROLLBACK_TIME) : rollback)
			.onErrorResume((error) -> cut(connection))
			.then(Mono.from(connection.close()))
			.onErrorComplete();
	}

	/** Closes what the pool wraps; the pool finds out and makes another. */
	private static Mono<Void> cut(Connection connection) {
		return (connection instanceof Wrapped<?> wrapped && wrapped.unwrap() instanceof Connection bare)
				? Mono.from(bare.close()).timeout(ROLLBACK_TIME).onErrorComplete() : Mono.empty();
	}

	private Throwable explain(Throwable error, boolean committing) {
		boolean ours = error instanceof R2dbcBadGrammarException
				|| error instanceof R2dbcDataIntegrityViolationException;
		boolean theirs = error instanceof R2dbcException || error instanceof IOException
				|| error instanceof TimeoutException || error instanceof RejectedExecutionException
				|| error instanceof PoolAcquirePendingLimitException;
		return (ours || !theirs || this.vendor.repeatable(error)) ? error : unavailable(error, committing);
	}

	private StoreUnavailableException unavailable(Throwable cause, boolean committing) {
		return new StoreUnavailableException("The database " + this.vendor.place() + " does not answer ("
				+ cause.getClass().getSimpleName() + ": " + cause.getMessage() + ").", cause, committing);
	}

}
