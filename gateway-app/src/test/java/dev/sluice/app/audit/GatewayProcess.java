package dev.sluice.app.audit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import dev.sluice.app.FreePort;
import dev.sluice.app.SluiceApplication;

/** The gateway as a process that can be killed and started again in the same folder. */
final class GatewayProcess implements AutoCloseable {

	static final String KEY = "crash-admin-key-0123456789-0123456789";

	/** Two organizations, whose keys are {@code key-of-} and the name. */
	static final List<String> TENANTS = List.of("acme", "umbrella");

	private final HttpClient http = HttpClient.newHttpClient();

	private final Path folder;

	private final String name;

	private final List<String> settings;

	private final String memory;

	private final List<String> wrapper;

	private final int port;

	private Process process;

	private int starts;

	GatewayProcess(Path folder, List<String> settings) throws IOException {
		this(folder, "home", "256m", tenantsAnd(settings), List.of());
	}

	/** Begins to start a gateway by a command that is put before its own. */
	static GatewayProcess under(Path folder, List<String> settings, List<String> wrapper) throws IOException {
		return new GatewayProcess(folder, "home", "256m", tenantsAnd(settings), wrapper);
	}

	/**
	 * Begins to start a gateway.
	 * @param folder for its home and its output
	 * @param name of its home
	 * @param memory the largest heap
	 * @param settings all of them, keys too
	 */
	GatewayProcess(Path folder, String name, String memory, List<String> settings) throws IOException {
		this(folder, name, memory, settings, List.of());
	}

	private GatewayProcess(Path folder, String name, String memory, List<String> settings, List<String> wrapper)
			throws IOException {
		this.wrapper = wrapper;
		this.folder = folder;
		this.name = name;
		this.memory = memory;
		this.settings = List.copyOf(settings);
		this.port = FreePort.next();
		this.process = launch();
	}

	Path home() {
		return this.folder.resolve(this.name);
	}

	URI uri(String path) {
		return URI.create("http://127.0.0.1:" + this.port + path);
	}

	long pid() {
		return this.process.pid();
	}

	/** Starts it when it does not run, and waits until it answers. */
	void serve() throws IOException, InterruptedException {
		if (!this.process.isAlive()) {
			this.process = launch();
		}
		long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (!answers()) {
			if (System.nanoTime() > end || !this.process.isAlive()) {
				throw new IllegalStateException("The gateway does not start: " + output());
			}
			LockSupport.parkNanos(50_000_000);
		}
	}

	/** Waits until its database has its tables, which calls that cost money need. */
	void awaitDatabase() throws IOException {
		long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
		while (!output().contains("is ready after")) {
			if (System.nanoTime() > end) {
				throw new IllegalStateException("The database is not ready: " + output());
			}
			LockSupport.parkNanos(50_000_000);
		}
	}

	/** What it has written since its last start. */
	String output() {
		try {
			return Files.readString(log());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	/** Asks it to stop, and says how long that took. */
	Duration stop() throws InterruptedException {
		long start = System.nanoTime();
		this.process.destroy();
		if (!this.process.waitFor(40, TimeUnit.SECONDS)) {
			throw new IllegalStateException("The gateway does not stop");
		}
		return Duration.ofNanos(System.nanoTime() - start);
	}

	@Override
	public void close() {
		kill();
	}

	private boolean answers() throws InterruptedException {
		try {
			HttpRequest request = HttpRequest.newBuilder(uri("/v1/models"))
				.header("authorization", "Bearer " + KEY)
				.timeout(Duration.ofSeconds(5))
				.build();
			return this.http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private Path log() {
		return this.folder.resolve(this.name + "-" + this.starts + ".log");
	}

	private Process launch() throws IOException {
		this.starts++;
		List<String> command = new ArrayList<>(this.wrapper);
		command.addAll(List.of(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:MetaspaceSize=128m", "-Xmx" + this.memory, "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
				SluiceApplication.class.getName(), "--server.port=" + this.port, "--management.server.port=0",
				"--sluice.home=" + home(), "--SLUICE_ADMIN_KEY=" + KEY, "--sluice.models.sync-interval=0s",
				"--OPENAI_API_KEY=k"));
		this.settings.forEach((setting) -> command.add("--" + setting));
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log().toFile());
		builder.environment().keySet().retainAll(List.of("PATH", "HOME", "TMPDIR"));
		return builder.start();
	}

	/** Settings of one key, whose secret is {@code key-of-} and its id. */
	static List<String> key(int index, String id, String tenant, String... more) {
		String key = "sluice.auth.keys[" + index + "].";
		List<String> settings = new ArrayList<>(
				List.of(key + "id=" + id, key + "tenant=" + tenant, key + "hash=" + sha256("key-of-" + id)));
		for (String setting : more) {
			settings.add(key + setting);
		}
		return settings;
	}

	private static List<String> tenantsAnd(List<String> settings) {
		List<String> all = new ArrayList<>(settings);
		for (int i = 0; i < TENANTS.size(); i++) {
			all.addAll(key(i, TENANTS.get(i), TENANTS.get(i)));
		}
		return all;
	}

	/** Settings of a budget that never renews. */
	static List<String> budget(int index, String tenant, String usd) {
		String policy = "sluice.budgets.policies[" + index + "].";
		return List.of(policy + "name=" + tenant, policy + "account=organization", policy + "tenant=" + tenant,
				policy + "limit-usd=" + usd, policy + "period=lifetime");
	}

	private static String sha256(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
