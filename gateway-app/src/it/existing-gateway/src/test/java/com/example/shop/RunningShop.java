package com.example.shop;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** The shop's gateway in this JVM, with Sluice or as it was before. */
final class RunningShop implements AutoCloseable {

	static final String KEY = "shop-key-for-tests";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ConfigurableApplicationContext context;

	private RunningShop(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/** The shop with the jar added. */
	static RunningShop withSluice(@Nullable Class<?> configuration, String... properties) {
		return start(configuration, properties);
	}

	/** The shop as it was: none of Sluice's auto-configurations, no AI routes. */
	static RunningShop before(@Nullable Class<?> configuration, String... properties) {
		List<String> all = new ArrayList<>(List.of(properties));
		all.add("shop.assistant=false");
		all.add("spring.autoconfigure.exclude=" + autoConfigurations());
		return start(configuration, all.toArray(String[]::new));
	}

	private static String autoConfigurations() {
		return ImportCandidates.load(AutoConfiguration.class, RunningShop.class.getClassLoader())
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("dev.sluice."))
			.collect(Collectors.joining(","));
	}

	private static RunningShop start(@Nullable Class<?> configuration, String... properties) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder(ShopGateway.class, OwnEventLoops.class);
		if (configuration != null) {
			builder.sources(configuration);
		}
		List<String> arguments = new ArrayList<>(List.of("server.port=0", "spring.main.banner-mode=off",
				"sluice.home=" + temporary(), "spring.main.register-shutdown-hook=false"));
		arguments.addAll(List.of(properties));
		return new RunningShop(
				builder.run(arguments.stream().map((property) -> "--" + property).toArray(String[]::new)));
	}

	private static Path temporary() {
		try {
			return Files.createTempDirectory("shop");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	Answer get(String path, String... headers) {
		return send("GET", path, BodyPublishers.noBody(), headers);
	}

	/** A chat over the shop's port, with the key that its configuration knows. */
	Answer chat(String model, boolean stream, String... headers) {
		String body = "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}"
			.formatted(model, stream);
		List<String> all = new ArrayList<>(List.of("content-type", "application/json", "x-api-key", KEY));
		all.addAll(List.of(headers));
		return send("POST", "/v1/chat/completions", BodyPublishers.ofString(body), all.toArray(String[]::new));
	}

	Answer send(String method, String path, BodyPublisher body, String... headers) {
		URI uri = URI
			.create("http://127.0.0.1:" + this.context.getEnvironment().getProperty("local.server.port") + path);
		HttpRequest.Builder request = HttpRequest.newBuilder(uri)
			.method(method, body)
			.timeout(path.endsWith("import") ? PATIENCE.multipliedBy(12) : PATIENCE);
		try {
			return Answer.of(client().send((headers.length > 0) ? request.headers(headers).build() : request.build(),
					HttpResponse.BodyHandlers.ofString()));
		}
		catch (IOException ex) {
			throw new IllegalStateException(method + " " + path, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	/** A connection for each request: no answer depends on the one before it. */
	private static HttpClient client() {
		return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** A shop that stops would take the event loops of all others along. */
	static class OwnEventLoops {

		@Bean
		ReactorResourceFactory reactorResourceFactory() {
			ReactorResourceFactory resources = new ReactorResourceFactory();
			resources.setUseGlobalResources(false);
			resources.setShutdownQuietPeriod(Duration.ZERO);
			return resources;
		}

	}

}
