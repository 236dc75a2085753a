package dev.sluice.app.audit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Asks gateways again and again what costs nothing, and knows the longest time that took:
 * for how long they stood still, and how long a refusal is on its way.
 */
final class SlowestAnswer implements AutoCloseable {

	private final Thread thread = new Thread(this::ask, "slowest-answer");

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final List<HttpRequest> questions;

	private volatile long slowest;

	private volatile boolean stopped;

	private volatile @Nullable IOException failure;

	/**
	 * Begins to ask.
	 * @param gateways where they are
	 * @param key of a caller of theirs
	 */
	SlowestAnswer(List<String> gateways, String key) {
		this.questions = gateways.stream()
			.map((gateway) -> HttpRequest.newBuilder(URI.create(gateway).resolve("/v1/models"))
				.header("authorization", "Bearer " + key)
				.timeout(Duration.ofSeconds(60))
				.build())
			.toList();
		this.thread.start();
	}

	private void ask() {
		try {
			while (!this.stopped) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
				for (HttpRequest question : this.questions) {
					long start = System.nanoTime();
					int status = this.http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode();
					if (status != 200) {
						throw new IOException("A gateway answers " + status);
					}
					this.slowest = Math.max(this.slowest, System.nanoTime() - start);
				}
			}
		}
		catch (IOException ex) {
			this.failure = ex;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Ends it, and says how long the slowest answer took. */
	long endMillis() throws IOException {
		close();
		IOException failed = this.failure;
		if (failed != null) {
			throw failed;
		}
		return TimeUnit.NANOSECONDS.toMillis(this.slowest);
	}

	@Override
	public void close() {
		this.stopped = true;
		while (this.thread.isAlive()) {
			LockSupport.parkNanos(1_000_000);
		}
	}

}
