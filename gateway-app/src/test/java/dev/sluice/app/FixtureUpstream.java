package dev.sluice.app;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** A provider that answers every call with the bytes it was given, in pieces. */
final class FixtureUpstream implements AutoCloseable {

	private static final Duration MOMENT = Duration.ofMillis(30);

	// Without a lock, for which its loop would wait.
	private final Queue<Received> received = new ConcurrentLinkedQueue<>();

	// Its own: the gateway takes those that all share with it when it closes.
	private final LoopResources loops = LoopResources.create("fixture", 1, true);

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.runOn(this.loops)
		.handle(this::handle)
		.bindNow();

	private volatile Answer answer = new Answer("application/json", new byte[0], 1, Map.of());

	private final Queue<byte[]> later = new ConcurrentLinkedQueue<>();

	private volatile int status = 200;

	private volatile int pause = -1;

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	/** Sets what the next calls get. */
	void answer(String contentType, byte[] body, int pieces, Map<String, String> headers) {
		this.answer = new Answer(contentType, body, pieces, headers);
		this.status = 200;
		this.pause = -1;
		this.received.clear();
		this.later.clear();
	}

	/** Sets what calls get one after the other, the last of it from then on. */
	void answersInTurn(String... bodies) {
		answer("application/json", bodies[0].getBytes(StandardCharsets.UTF_8), 4096, Map.of());
		for (String body : bodies) {
			this.later.add(body.getBytes(StandardCharsets.UTF_8));
		}
	}

	/** Sets the status of the next answers. */
	void status(int status) {
		this.status = status;
	}

	/** Lets the next answers wait a moment behind some of their bytes. */
	void pauseBehind(int bytes) {
		this.pause = bytes;
	}

	/** The call that arrived. */
	Received received() {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		Received call = this.received.poll();
		while (call == null && System.nanoTime() < end) {
			LockSupport.parkNanos(1_000_000);
			call = this.received.poll();
		}
		if (call == null) {
			throw new AssertionError("no call reached the provider");
		}
		return call;
	}

	private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
		Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		request.requestHeaders().forEach((header) -> headers.merge(header.getKey(), header.getValue(), String::concat));
		return request.receive().aggregate().asByteArray().defaultIfEmpty(new byte[0]).flatMapMany((body) -> {
			byte[] next = this.later.poll();
			if (next != null) {
				this.answer = new Answer("application/json", next, 4096, Map.of());
			}
			Answer now = this.answer;
			this.received.add(new Received(request.method().name(), request.uri(), headers, body));
			response.header("content-type", now.contentType);
			now.headers.forEach(response::header);
			response.status(this.status);
			int first = this.pause;
			return response.send(
					(first < 0) ? Flux.fromIterable(now.pieces())
							: Flux.just(now.piece(0, first))
								.concatWith(Flux.just(now.piece(first, now.body.length)).delaySubscription(MOMENT)),
					(piece) -> true);
		});
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(30));
		this.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(1)).subscribe();
	}

	/** What reached the provider. */
	record Received(String method, String uri, Map<String, String> headers, byte[] body) {

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

	}

	private record Answer(String contentType, byte[] body, int size, Map<String, String> headers) {

		ByteBuf piece(int from, int to) {
			return Unpooled.copiedBuffer(this.body, from, to - from);
		}

		List<ByteBuf> pieces() {
			List<ByteBuf> pieces = new ArrayList<>();
			for (int at = 0; at < this.body.length; at += this.size) {
				pieces.add(Unpooled.copiedBuffer(this.body, at, Math.min(this.size, this.body.length - at)));
			}
			return pieces;
		}

	}

}
