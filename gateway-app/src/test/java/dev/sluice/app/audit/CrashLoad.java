package dev.sluice.app.audit;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Clients that call without pause, half of them for streams, and note what they saw. */
final class CrashLoad implements AutoCloseable {

	/** The longest answer that is asked for, and that the provider gives. */
	static final int TOKENS = 40;

	private final Collection<Answered> answers = new ConcurrentLinkedQueue<>();

	private final AtomicInteger number = new AtomicInteger();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpClient http = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(2))
		.build();

	private final GatewayProcess gateway;

	private volatile boolean stopped;

	CrashLoad(GatewayProcess gateway) {
		this(gateway, 0);
	}

	/** Clients whose calls are numbered from another start. */
	CrashLoad(GatewayProcess gateway, int first) {
		this.gateway = gateway;
		this.number.set(first);
	}

	CrashLoad start(int clients, String tenant) {
		for (int client = 0; client < clients; client++) {
			this.threads.execute(() -> callOn(tenant));
		}
		return this;
	}

	List<Answered> answers() {
		return new ArrayList<>(this.answers);
	}

	@Override
	public void close() {
		this.stopped = true;
		this.threads.shutdown();
		try {
			if (!this.threads.awaitTermination(60, TimeUnit.SECONDS)) {
				throw new IllegalStateException("A client hangs");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void callOn(String tenant) {
		while (!this.stopped) {
			if (!call(tenant).complete()) {
				LockSupport.parkNanos(50_000_000);
			}
		}
	}

	Answered call(String tenant) {
		int number = this.number.incrementAndGet();
		boolean stream = number % 2 == 0;
		String id = "crash-" + number;
		HttpRequest request = HttpRequest.newBuilder(this.gateway.uri("/v1/chat/completions"))
			.header("authorization", "Bearer key-of-" + tenant)
			.header("content-type", "application/json")
			.header("x-request-id", id)
			.timeout(Duration.ofSeconds(20))
			.POST(HttpRequest.BodyPublishers.ofString("""
					{"model":"openai/gpt-4o-mini","max_tokens":%d,"stream":%s%s,
					"messages":[{"role":"user","content":"canary-%s [%s]"}]}""".formatted(TOKENS, stream,
					stream ? ",\"stream_options\":{\"include_usage\":true}" : "", tenant, id)))
			.build();
		Answered answered = send(request, id, tenant, stream);
		this.answers.add(answered);
		return answered;
	}

	private Answered send(HttpRequest request, String id, String tenant, boolean stream) {
		long start = System.nanoTime();
		try {
			HttpResponse<String> reply = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			boolean complete = reply.statusCode() == 200 && (!stream || reply.body().contains("data: [DONE]"));
			long end = System.nanoTime();
			return new Answered(id, tenant, reply.statusCode(), reply.body(), complete,
					reply.headers().firstValue("retry-after").orElse(null), end, end - start);
		}
		catch (IOException ex) {
			return new Answered(id, tenant, 0, "", false, null, System.nanoTime(), System.nanoTime() - start);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Answered(id, tenant, 0, "", false, null, System.nanoTime(), System.nanoTime() - start);
		}
	}

}
