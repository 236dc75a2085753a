package dev.sluice.store;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The start of a database. A file that cannot be opened is the end of the gateway's
 * start; a server that is down is asked again and again.
 */
final class Opening {

	private static final Logger logger = LoggerFactory.getLogger(SluiceDatabase.class);

	private static final Duration FILE_PATIENCE = Duration.ofSeconds(60);

	// A server that is up has answered by then; one that is down must not delay the
	// start.
	private static final Duration SERVER_PATIENCE = Duration.ofSeconds(1);

	private static final int REPEAT_WARNING = 12;

	private final SqlVendor vendor;

	private final CompletableFuture<Void> done = new CompletableFuture<>();

	private final Disposable.Swap running = Disposables.swap();

	private volatile boolean begun;

	private volatile @Nullable StoreUnavailableException failure;

	Opening(SqlVendor vendor) {
		this.vendor = vendor;
	}

	void begin() {
		this.begun = true;
		this.vendor.start();
		long started = System.nanoTime();
		Mono<Void> migration = Mono.<Void>fromRunnable(() -> Schema.migrate(this.vendor))
			.subscribeOn(this.vendor.scheduler());
		Retry again = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500))
			.maxBackoff(Duration.ofSeconds(5))
			.filter((error) -> this.vendor.remote())
			.doBeforeRetry((signal) -> failed(signal.failure(), signal.totalRetries()));
		this.running.update(migration.retryWhen(again).subscribe((none) -> {
		}, this::refused, () -> opened(started)));
	}

	boolean begun() {
		return this.begun;
	}

	CompletableFuture<Void> done() {
		return this.done;
	}

	/** Why work cannot begin, or null when it can or soon will. */
	@Nullable StoreUnavailableException failure() {
		return this.done.isDone() ? null : this.failure;
	}

	/**
	 * Waits for it as long as a start may wait.
	 * @throws IllegalStateException when an embedded database cannot be used
	 */
	void await() {
		Duration patience = this.vendor.remote() ? SERVER_PATIENCE : FILE_PATIENCE;
		try {
			this.done.get(patience.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			throw unusable(ex);
		}
		catch (TimeoutException ex) {
			if (!this.vendor.remote()) {
				throw unusable(ex);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw unusable(ex);
		}
	}

	/**
	 * Ends it. A file that is being opened is opened first: closed under a migration's
	 * feet it would be left in disorder, and noisily.
	 */
	void stop() {
		if (this.begun && !this.vendor.remote()) {
			settle();
		}
		this.running.dispose();
	}

	private void settle() {
		try {
			this.done.get(FILE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			logger.debug("The database {} was not opened before it was closed", this.vendor.place(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void opened(long started) {
		logger.info("The database {} is ready after {} ms", this.vendor.place(),
				TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started));
		this.done.complete(null);
	}

	private void refused(Throwable error) {
		this.done.completeExceptionally(error);
	}

	private void failed(Throwable error, long times) {
		String message = "The database " + this.vendor.place() + " cannot be used: " + reason(error);
		this.failure = new StoreUnavailableException(message, null, false);
		if (times % REPEAT_WARNING == 0) {
			logger.warn("{} The gateway runs on without it: what costs money is refused with 503 until it answers. "
					+ "It is asked again and again.", message);
		}
	}

	private IllegalStateException unusable(Throwable cause) {
		return new IllegalStateException("The database " + this.vendor.place() + " cannot be opened: " + reason(cause)
				+ " Check that the disk has room and that this process may write there, or set SQL_DSN to a PostgreSQL "
				+ "database.", cause);
	}

	// The innermost says what happened; the outer ones repeat it with much ado.
	private static String reason(Throwable error) {
		Throwable cause = error;
		while (cause.getCause() != null) {
			cause = cause.getCause();
		}
		String text = (cause.getMessage() != null) ? cause.getMessage() : cause.getClass().getSimpleName();
		String line = text.lines().findFirst().orElse("").strip();
		return line.endsWith(".") ? line : line + ".";
	}

}
