package dev.sluice.intake;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import dev.sluice.call.CallerResolver;
import dev.sluice.call.ClientCall;
import dev.sluice.wire.multipart.MultipartSpool;

/**
 * A real server with the intake in front of a handler that tells what reached it. Whoever
 * has no {@code authorization} header is unknown.
 */
final class IntakeServer implements AutoCloseable {

	static final int THRESHOLD = 64 * 1024;

	static final String CHAT = "/v1/chat/completions";

	static final String HELLO = "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[]}";

	final JoinedBytes joined;

	final JoinedBytes stored;

	final BodyDeadlines deadlines;

	final AtomicReference<@Nullable ClientCall> call = new AtomicReference<>();

	final AtomicInteger calls = new AtomicInteger();

	final AtomicLong passedBytes = new AtomicLong();

	final AtomicLong readBytes = new AtomicLong();

	final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final DisposableServer server;

	IntakeServer(Settings settings) {
		this.joined = new JoinedBytes(settings.joinedBytes);
		this.deadlines = new BodyDeadlines(settings.timeout, System::nanoTime);
		EndpointTable table = new EndpointTable(settings.basePath, true);
		MultipartSpool spool = new MultipartSpool(settings.spool, THRESHOLD, settings.limit,
				Schedulers.boundedElastic());
		this.stored = new JoinedBytes(settings.storedBytes);
		FormIntake forms = new FormIntake(spool, settings.limit, THRESHOLD, this.joined, this.stored, settings.timeout);
		BodyIntake bodies = new BodyIntake(settings.limit, this.joined, this.deadlines, forms);
		WebHttpHandlerBuilder builder = WebHttpHandlerBuilder
			.webHandler((settings.handler != null) ? settings.handler : this::tell);
		builder.filter(this::count);
		if (settings.cors != null) {
			builder.filter(new EndpointCorsFilter(table, settings.cors));
		}
		builder.filter(new ClientCallWebFilter(table, settings.callers, bodies));
		HttpHandler handler = builder.exceptionHandler(new DialectErrorHandler()).build();
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(handler))
			.bindNow();
	}

	static IntakeServer start() {
		return new IntakeServer(new Settings());
	}

	static final class Settings {

		String basePath = "";

		Path spool = Path.of(System.getProperty("java.io.tmpdir"), "sluice-intake-tests");

		int limit = 32 * 1024 * 1024;

		long joinedBytes = 256 * 1024 * 1024;

		long storedBytes = 256 * 1024 * 1024;

		Duration timeout = Duration.ofSeconds(30);

		HttpProperties.@Nullable Cors cors;

		@Nullable WebHandler handler;

		CallerResolver callers = TestCallers.RESOLVER;

	}

	private Mono<Void> count(ServerWebExchange exchange, org.springframework.web.server.WebFilterChain chain) {
		return chain.filter(new CountingExchange(exchange, this.readBytes));
	}

	private Mono<Void> tell(ServerWebExchange exchange) {
		this.calls.incrementAndGet();
		ClientCall found = ClientCall.find(exchange);
		this.call.set(found);
		if (found == null) {
			return exchange.getRequest()
				.getBody()
				.doOnNext(buffer -> this.passedBytes.addAndGet(size(buffer)))
				.then(exchange.getResponse().writeWith(Mono.fromSupplier(() -> text(exchange, "passed"))));
		}
		return DataBufferUtils.join(exchange.getRequest().getBody())
			.map(buffer -> buffer.toString(StandardCharsets.UTF_8) + release(buffer))
			.defaultIfEmpty("")
			.flatMap(body -> exchange.getResponse().writeWith(Mono.fromSupplier(() -> text(exchange, body))));
	}

	private static String release(DataBuffer buffer) {
		DataBufferUtils.release(buffer);
		return "";
	}

	private static DataBuffer text(ServerWebExchange exchange, String text) {
		return exchange.getResponse().bufferFactory().wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	static int size(DataBuffer buffer) {
		int size = buffer.readableByteCount();
		DataBufferUtils.release(buffer);
		return size;
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.server.port() + path);
	}

	HttpRequest.Builder request(String path) {
		return HttpRequest.newBuilder(uri(path))
			.timeout(Duration.ofSeconds(20))
			.header("authorization", "Bearer known");
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.client.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	HttpResponse<String> post(String path, String body) {
		return send(request(path).header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	Socket connect() throws IOException {
		Socket socket = new Socket();
		socket.connect(new InetSocketAddress("127.0.0.1", this.server.port()));
		socket.setSoTimeout(10_000);
		return socket;
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(30));
		this.deadlines.destroy();
	}

}
