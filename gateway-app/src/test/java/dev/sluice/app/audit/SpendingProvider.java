package dev.sluice.app.audit;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A provider that answers what a {@link SpendCall} tells it to, charges by that, and
 * keeps its own books. It does as little as it can, so that many calls fit.
 */
final class SpendingProvider implements AutoCloseable {

	private static final Pattern ASKED = Pattern.compile("\\[(\\w+) in (\\d+) says (\\d+) over (\\d+) crowd (\\d+)]");

	private static final Pattern CAP = Pattern.compile("\"max_completion_tokens\":(\\d+)");

	private static final Duration THOUGHT = Duration.ofMillis(400);

	private final Collection<Charge> charges = new ConcurrentLinkedQueue<>();

	private final Map<Integer, Crowd> crowds = new ConcurrentHashMap<>();

	private final AtomicInteger present = new AtomicInteger();

	private final AtomicInteger most = new AtomicInteger();

	private final DisposableServer server;

	private final Duration thought;

	SpendingProvider() {
		this(THOUGHT);
	}

	private SpendingProvider(Duration thought) {
		this.thought = thought;
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.route((routes) -> routes.post("/v1/chat/completions", this::answer)
				.get("/books", (request, response) -> response.sendString(Mono.fromSupplier(this::lines))))
			.bindNow();
	}

	/**
	 * What one call was charged.
	 *
	 * @param id of the call
	 * @param outputTokens of its answer
	 * @param nanos the charge
	 */
	record Charge(String id, int outputTokens, long nanos) {

		static Charge parse(String line) {
			String[] words = line.split(" ");
			return new Charge(words[0], Integer.parseInt(words[1]), Long.parseLong(words[2]));
		}

	}

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	List<Charge> charges() {
		return List.copyOf(this.charges);
	}

	/** How many calls were here at the same time. */
	int most() {
		return this.most.get();
	}

	private String lines() {
		return this.most + "\n"
				+ this.charges.stream()
					.map((charge) -> charge.id() + " " + charge.outputTokens() + " " + charge.nanos())
					.collect(Collectors.joining("\n"));
	}

	private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		this.most.accumulateAndGet(this.present.incrementAndGet(), Math::max);
		return request.receive()
			.aggregate()
			.asString()
			.flatMap(this::reply)
			.flatMap((reply) -> response
				.header("content-type", reply.startsWith("data:") ? "text/event-stream" : "application/json")
				.sendString(Mono.just(reply))
				.then())
			.doFinally((signal) -> this.present.decrementAndGet());
	}

	private Mono<String> reply(String body) {
		Matcher asked = ASKED.matcher(body);
		Matcher cap = CAP.matcher(body);
		if (!asked.find() || !cap.find()) {
			throw new IllegalArgumentException(body);
		}
		int input = Integer.parseInt(asked.group(2));
		int output = Math.min(Integer.parseInt(cap.group(1)), Integer.parseInt(asked.group(3)))
				+ Integer.parseInt(asked.group(4));
		this.charges
			.add(new Charge(asked.group(1), output, input * SpendCall.INPUT_NANOS + output * SpendCall.OUTPUT_NANOS));
		String usage = "\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}".formatted(input,
				output, input + output);
		String reply = body.contains("\"stream\":true") ? stream(usage)
				: "{\"id\":\"c\",\"object\":\"chat.completion\",\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,"
						+ "\"message\":{\"role\":\"assistant\",\"content\":\"word\"},\"finish_reason\":\"stop\"}],"
						+ usage + "}";
		int crowd = Integer.parseInt(asked.group(5));
		return ((crowd > 0) ? this.crowds.computeIfAbsent(crowd, Crowd::new).arrive() : Mono.delay(this.thought))
			.thenReturn(reply);
	}

	private static String stream(String usage) {
		String start = "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o\",\"choices\":";
		return start + "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"wo\"}}]}\n\n" + start
				+ "[{\"index\":0,\"delta\":{\"content\":\"rd\"}}]}\n\n" + start
				+ "[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n" + start + "[]," + usage
				+ "}\n\ndata: [DONE]\n\n";
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(30));
	}

	/**
	 * Serves in a process of its own until it is ended, and prints its address.
	 * @param args how many milliseconds it thinks
	 * @throws InterruptedException when it is ended
	 */
	public static void main(String[] args) throws InterruptedException {
		SpendingProvider provider = new SpendingProvider(Duration.ofMillis(Long.parseLong(args[0])));
		System.out.println(provider.url());
		new CountDownLatch(1).await();
	}

	/** Calls that wait for each other. */
	private static final class Crowd {

		private final Sinks.Empty<Long> complete = Sinks.empty();

		private final AtomicInteger missing;

		Crowd(int size) {
			this.missing = new AtomicInteger(size);
		}

		Mono<Long> arrive() {
			if (this.missing.decrementAndGet() == 0) {
				this.complete.tryEmitEmpty();
			}
			return this.complete.asMono();
		}

	}

}
