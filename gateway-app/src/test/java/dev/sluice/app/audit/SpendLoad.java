package dev.sluice.app.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.netty.buffer.Unpooled;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes many calls at once, over HTTP/1.1 or HTTP/2. */
final class SpendLoad implements AutoCloseable {

	private static final Duration LONGEST = Duration.ofSeconds(120);

	/** What a 503 asks for, and how often it is heeded. */
	private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

	private static final int REPEATS = 10;

	/** What a server takes at once on one connection of HTTP/2. */
	private static final int STREAMS = 100;

	private static final Duration BETWEEN = Duration.ofMillis(8);

	private final List<String> gateways;

	private final AtomicInteger repeated = new AtomicInteger();

	private final int atOnce;

	private final ConnectionProvider connections;

	private final HttpClient http;

	SpendLoad(List<String> gateways, int atOnce, HttpProtocol protocol) {
		this.gateways = gateways;
		this.atOnce = atOnce;
		int each = (protocol == HttpProtocol.HTTP11) ? atOnce : Math.max(1, atOnce / STREAMS);
		this.connections = ConnectionProvider.builder("spend-load")
			.maxConnections(each)
			.pendingAcquireMaxCount(-1)
			.pendingAcquireTimeout(LONGEST)
			.build();
		this.http = HttpClient.create(this.connections).protocol(protocol).responseTimeout(LONGEST);
	}

	/** Calls of all sizes, with the money of these keys. */
	static List<SpendCall> mixed(long seed, int calls, List<String> keys) {
		Random random = new Random(seed);
		return IntStream.range(0, calls)
			.mapToObj((number) -> SpendCall.any("m%06d".formatted(number), keys.get(random.nextInt(keys.size())),
					random.nextInt(2), random))
			.toList();
	}

	/** Makes all calls, as many at once as there may be. */
	List<SpendAnswer> run(List<SpendCall> calls) {
		List<SpendAnswer> answers = Flux.fromIterable(calls)
			.flatMap((call) -> call(call, REPEATS), this.atOnce)
			.collectList()
			.block(Duration.ofMinutes(10));
		return (answers != null) ? answers : List.of();
	}

	/**
	 * Makes all calls, as many at once as there may be, and so many in a second at most.
	 */
	List<SpendAnswer> run(List<SpendCall> calls, int perSecond) {
		Flux<Long> pace = Flux.interval(Duration.ofMillis(10)).onBackpressureDrop();
		List<SpendAnswer> answers = Flux.fromIterable(calls)
			.buffer(perSecond / 100)
			.zipWith(pace, (next, tick) -> next)
			.concatMapIterable((next) -> next)
			.flatMap((call) -> call(call, REPEATS), this.atOnce)
			.collectList()
			.block(Duration.ofMinutes(10));
		return (answers != null) ? answers : List.of();
	}

	SpendAnswer run(SpendCall call) {
		return run(List.of(call)).get(0);
	}

	/**
	 * Makes a call every few milliseconds for a time, whatever becomes of those before.
	 */
	List<SpendAnswer> paced(IntFunction<SpendCall> calls, Duration time) {
		List<Mono<SpendAnswer>> answers = new ArrayList<>();
		long end = System.nanoTime() + time.toNanos();
		for (int number = 0; System.nanoTime() < end; number++) {
			answers.add(start(calls.apply(number)));
			LockSupport.parkNanos(BETWEEN.toNanos());
		}
		List<SpendAnswer> all = Flux.merge(answers).collectList().block(LONGEST);
		return (all != null) ? all : List.of();
	}

	/** Makes a call at once, and keeps its answer for whoever asks. */
	Mono<SpendAnswer> start(SpendCall call) {
		Mono<SpendAnswer> answer = call(call, 0).cache();
		answer.subscribe();
		return answer;
	}

	/** How often it was told to come again, because the database was too slow. */
	int repeated() {
		return this.repeated.get();
	}

	private Mono<SpendAnswer> call(SpendCall call, int repeats) {
		return call(call).flatMap((answer) -> {
			if (answer.status() != 503 || repeats == 0) {
				return Mono.just(answer);
			}
			this.repeated.incrementAndGet();
			return Mono.delay(RETRY_AFTER).then(call(call, repeats - 1));
		});
	}

	private Mono<SpendAnswer> call(SpendCall call) {
		return Mono.defer(() -> {
			long sent = System.currentTimeMillis();
			return this.http
				.headers((headers) -> headers.set("authorization", "Bearer key-of-" + call.key())
					.set("content-type", "application/json")
					.set("x-request-id", call.id()))
				.post()
				.uri(this.gateways.get(call.gateway()) + "/v1/chat/completions")
				.send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(call.body(), UTF_8)))
				.responseSingle((head, body) -> body.asString()
					.defaultIfEmpty("")
					.map((text) -> answered(call, head.status().code(), text, sent)))
				.onErrorResume((error) -> Mono.just(SpendAnswer.of(call, 0, sent, error.toString())));
		});
	}

	private static SpendAnswer answered(SpendCall call, int status, String text, long sent) {
		boolean whole = status != 200 || text.contains(call.stream() ? "data: [DONE]" : "\"usage\"");
		return SpendAnswer.of(call, whole ? status : -1, sent, (status == 200 && whole) ? "" : text);
	}

	@Override
	public void close() {
		this.connections.disposeLater().block(Duration.ofSeconds(10));
	}

	/**
	 * Makes a mixed load over HTTP/2 in a process of its own.
	 * @param args the file for the answers, the seed, calls, calls at once, keys and
	 * gateways, the latter two parted by commas, and calls in a second
	 * @throws IOException when the answers cannot be written
	 */
	public static void main(String[] args) throws IOException {
		try (SpendLoad load = new SpendLoad(List.of(args[5].split(",")), Integer.parseInt(args[3]), HttpProtocol.H2C)) {
			List<String> lines = new ArrayList<>();
			load.run(mixed(Long.parseLong(args[1]), Integer.parseInt(args[2]), List.of(args[4].split(","))),
					Integer.parseInt(args[6]))
				.forEach((answer) -> lines.add(answer.line()));
			Files.write(Path.of(args[0]), lines);
			System.out.println(load.repeated());
		}
	}

}
