package com.example.shop;

import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.handler.codec.http.HttpMethod;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/** The service behind the shop's gateway: it answers with what reached it. */
final class Upstream implements AutoCloseable {

	private final AtomicLong uploaded = new AtomicLong();

	private final LoopResources loops = LoopResources.create("upstream", 1, true);

	private final DisposableServer server = HttpServer.create()
		.host("127.0.0.1")
		.port(0)
		.runOn(this.loops)
		.route((routes) -> routes.post("/orders/import", this::count).route((request) -> true, Upstream::echo))
		.bindNow();

	String url() {
		return "http://127.0.0.1:" + this.server.port();
	}

	long uploaded() {
		return this.uploaded.get();
	}

	private Mono<Void> count(HttpServerRequest request, HttpServerResponse response) {
		return request.receive()
			.doOnNext((part) -> this.uploaded.addAndGet(part.readableBytes()))
			.then(Mono.defer(() -> response.sendString(Mono.just("imported " + this.uploaded)).then()));
	}

	private static Mono<Void> echo(HttpServerRequest request, HttpServerResponse response) {
		TreeMap<String, String> headers = new TreeMap<>();
		request.requestHeaders().forEach((header) -> headers.merge(header.getKey(), header.getValue(), String::concat));
		String seen = request.method() + " " + request.uri() + "\n" + headers + "\n";
		response.status(request.uri().contains("broken") ? 503 : 200)
			.header("content-type", "text/plain")
			.header("cache-control", "max-age=60")
			.header("x-upstream", "one")
			.addHeader("x-upstream", "two");
		if (request.method().equals(HttpMethod.HEAD)) {
			return response.send().then();
		}
		return response.sendString(request.receive().aggregate().asString().defaultIfEmpty("").map(seen::concat))
			.then();
	}

	@Override
	public void close() {
		this.server.disposeNow(Duration.ofSeconds(30));
		this.loops.dispose();
	}

}
