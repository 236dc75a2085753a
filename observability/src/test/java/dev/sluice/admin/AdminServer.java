package dev.sluice.admin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.context.reactive.AnnotationConfigReactiveWebApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebHandler;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

import dev.sluice.call.Caller;
import dev.sluice.call.CallerResolver;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;
import dev.sluice.record.RecordAutoConfiguration;
import dev.sluice.store.StoreAutoConfiguration;

/**
 * A real server with the web filters of a context, and a host application behind them
 * that answers every path with {@code host}.
 */
public final class AdminServer implements AutoCloseable {

	private static final Map<String, Caller> CALLERS = Map.of("reader", caller("acme", Permission.READ), "writer",
			caller("acme", Permission.WRITE), "other", caller("globex", Permission.READ), "admin",
			caller("default", Permission.ADMIN));

	private final AnnotationConfigReactiveWebApplicationContext context = new AnnotationConfigReactiveWebApplicationContext();

	private final DisposableServer server;

	public AdminServer(Path home, Class<?>... configurations) {
		TestPropertyValues.of("sluice.home=" + home).applyTo(this.context);
		List.of(configurations).forEach(this.context::register);
		this.context.register(StoreAutoConfiguration.class, RecordAutoConfiguration.class,
				AdminAutoConfiguration.class);
		this.context.refresh();
		WebHandler host = (exchange) -> exchange.getResponse()
			.writeWith(Mono.fromSupplier(() -> exchange.getResponse().bufferFactory().wrap("host".getBytes())));
		WebHttpHandlerBuilder builder = WebHttpHandlerBuilder.webHandler(host)
			.filters((all) -> all.addAll(this.context.getBeanProvider(WebFilter.class).orderedStream().toList()));
		this.server = HttpServer.create()
			.host("127.0.0.1")
			.port(0)
			.handle(new ReactorHttpHandlerAdapter(builder.build()))
			.bindNow();
	}

	/** Knows the keys reader, writer, other and admin. */
	public static CallerResolver resolver() {
		return (headers, query) -> Mono.justOrEmpty(credential(headers))
			.mapNotNull(CALLERS::get)
			.switchIfEmpty(Mono.error(new GatewayException(ErrorKind.UNAUTHENTICATED, "Unknown key.")));
	}

	private static String credential(HttpHeaders headers) {
		String bearer = headers.getFirst(HttpHeaders.AUTHORIZATION);
		String key = headers.getFirst("x-api-key");
		return (bearer != null) ? bearer.substring(7) : (key != null) ? key : "";
	}

	public WebTestClient client(String key) {
		// One call a connection: reactor-netty#4361 would let a quick one hang.
		return WebTestClient.bindToServer(new ReactorClientHttpConnector(HttpClient.newConnection()))
			.baseUrl("http://127.0.0.1:" + this.server.port())
			.defaultHeaders((headers) -> headers.setBearerAuth(key))
			.responseTimeout(Duration.ofSeconds(30))
			.build();
	}

	/** Sends bytes as they are and returns the whole answer. */
	public String raw(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.server.port())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** Sends bytes as they are and returns the first line of the answer. */
	public String status(String request) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.server.port())) {
			socket.setSoTimeout(10_000);
			socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
			return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
				.readLine();
		}
	}

	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	private static Caller caller(String tenant, Permission permission) {
		return new Caller(tenant, "key-" + tenant, Set.of(permission), null, Set.of());
	}

	@Override
	public void close() {
		this.context.close();
		this.server.disposeNow(Duration.ofSeconds(30));
	}

}
