package dev.sluice.app.audit;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.app.audit.Evidence.Seen;

/** Clients that call without pause, half of them for streams, and note what they saw. */
final class CrashLoad implements AutoCloseable {

	private static final int CLIENTS = 8;

	private final Collection<Seen> seen = new ConcurrentLinkedQueue<>();

	private final AtomicInteger number = new AtomicInteger();

	private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private final GatewayProcess gateway;

	private final int tokens;

	private volatile boolean stopped;

	CrashLoad(GatewayProcess gateway, int tokens) {
		this.gateway = gateway;
		this.tokens = tokens;
		for (int client = 0; client < CLIENTS; client++) {
			this.clients.execute(this::callOn);
		}
	}

	Collection<Seen> seen() {
		return this.seen;
	}

	@Override
	public void close() throws InterruptedException {
		this.stopped = true;
		this.clients.shutdown();
		if (!this.clients.awaitTermination(60, TimeUnit.SECONDS)) {
			throw new IllegalStateException("A client hangs");
		}
	}

	private void callOn() {
		while (!this.stopped) {
			int call = this.number.incrementAndGet();
			boolean complete = call(call);
			this.seen.add(new Seen("crash-" + call, "", complete, Set.of(), Set.of()));
			if (!complete) {
				LockSupport.parkNanos(20_000_000);
			}
		}
	}

	private boolean call(int call) {
		boolean stream = call % 2 == 0;
		HttpRequest request = HttpRequest.newBuilder(this.gateway.uri("/v1/chat/completions"))
			.header("authorization", "Bearer " + GatewayProcess.KEY)
			.header("content-type", "application/json")
			.header("x-request-id", "crash-" + call)
			.timeout(Duration.ofSeconds(20))
			.POST(HttpRequest.BodyPublishers.ofString("""
					{"model":"openai/gpt-4o-mini","max_tokens":%d,"stream":%s,
					"messages":[{"role":"user","content":"this is [crash-%d]"}]}""".formatted(this.tokens, stream, call)))
			.build();
		try {
			HttpResponse<String> reply = this.http.send(request, HttpResponse.BodyHandlers.ofString());
			return reply.statusCode() == 200 && (!stream || reply.body().contains("data: [DONE]"));
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
