package dev.sluice.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.util.FileSystemUtils;

import dev.sluice.store.SluiceDatabase;

/** The ready gateway in this JVM, on free ports and in a folder of its own. */
final class RunningGateway implements AutoCloseable {

	/** The admin key of every gateway under test. */
	static final String KEY = "test-admin-key-0123456789-0123456789";

	private final HttpClient http = HttpClient.newHttpClient();

	private final Path home;

	private @Nullable ConfigurableApplicationContext context;

	private RunningGateway(Path home, ConfigurableApplicationContext context) {
		this.home = home;
		this.context = context;
	}

	/**
	 * Starts a gateway.
	 * @param properties such as {@code OPENAI_API_KEY=x}; environment names work as
	 * properties do
	 * @return the running gateway
	 */
	static RunningGateway start(String... properties) {
		try {
			return startIn(Files.createTempDirectory("sluice-home"), properties);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static RunningGateway startIn(Path home, String... properties) {
		return startIn(home, (context) -> {
		}, properties);
	}

	/**
	 * Starts a gateway with beans of the test's own.
	 * @param home its folder
	 * @param beans registers them, before auto-configuration looks around
	 * @param properties as above
	 * @return the running gateway
	 */
	static RunningGateway startIn(Path home, ApplicationContextInitializer<GenericApplicationContext> beans,
			String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--management.server.port=0",
				"--sluice.home=" + home, "--SLUICE_ADMIN_KEY=" + KEY));
		if (Arrays.stream(properties).noneMatch((property) -> property.startsWith("sluice.models."))) {
			// Providers count their calls in most tests.
			arguments.add("--sluice.models.sync-interval=0s");
		}
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		return new RunningGateway(home, new SpringApplicationBuilder(SluiceApplication.class).initializers(beans)
			.run(arguments.toArray(String[]::new)));
	}

	/** Waits until its database has its tables, which calls that cost money need. */
	RunningGateway awaitDatabase() {
		bean(SluiceDatabase.class).ready().block(Duration.ofSeconds(60));
		return this;
	}

	Path home() {
		return this.home;
	}

	<T> T bean(Class<T> type) {
		return context().getBean(type);
	}

	int port() {
		return context().getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	/** A POST of JSON with the admin key. */
	HttpResponse<String> post(String path, String json, String... headers) {
		return send(request(path, headers).header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json)));
	}

	/** A POST that is sent again while the database has not decided it. */
	HttpResponse<String> postUntilDecided(String path, String json) {
		long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
		HttpResponse<String> answer = post(path, json);
		while (answer.statusCode() == 503 && answer.body().contains("budget_unavailable") && System.nanoTime() < end) {
			LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
			answer = post(path, json);
		}
		return answer;
	}

	HttpResponse<String> get(String path, String... headers) {
		return send(request(path, headers).GET());
	}

	HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
			.header("authorization", "Bearer " + KEY);
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	HttpResponse<String> send(HttpRequest.Builder request) {
		try {
			return this.http.send(request.timeout(Duration.ofSeconds(30)).build(),
					HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private ConfigurableApplicationContext context() {
		return Objects.requireNonNull(this.context, "the gateway is closed");
	}

	/** Stops it, and forgets it, since tests keep this object in static fields. */
	@Override
	public void close() {
		context().close();
		this.context = null;
		try {
			FileSystemUtils.deleteRecursively(this.home);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
