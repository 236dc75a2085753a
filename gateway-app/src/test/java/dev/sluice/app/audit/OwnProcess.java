package dev.sluice.app.audit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A class of these tests that runs in a process of its own. */
final class OwnProcess implements AutoCloseable {

	private final Path output;

	private final Process process;

	OwnProcess(Path folder, Class<?> main, String... args) throws IOException {
		this.output = folder.resolve(main.getSimpleName() + ".log");
		List<String> command = new ArrayList<>(List.of(
				System.getProperty("java.home") + File.separator + "bin" + File.separator + "java", "-Xmx768m", "-cp",
				System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")), main.getName()));
		command.addAll(List.of(args));
		this.process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.output.toFile())
			.start();
	}

	/** The last line that it has printed, once there is one of this beginning. */
	String awaitLine(String beginning) throws IOException {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
		while (System.nanoTime() < end) {
			List<String> lines = Files.readAllLines(this.output);
			if (!lines.isEmpty() && lines.get(lines.size() - 1).startsWith(beginning)) {
				return lines.get(lines.size() - 1);
			}
			LockSupport.parkNanos(50_000_000);
		}
		throw new IllegalStateException("It does not say " + beginning + ": " + Files.readString(this.output));
	}

	/** Waits for its end, and says what it printed last. */
	String awaitEnd(long seconds) throws IOException, InterruptedException {
		if (!this.process.waitFor(seconds, TimeUnit.SECONDS) || this.process.exitValue() != 0) {
			throw new IllegalStateException("It did not end well: " + Files.readString(this.output));
		}
		List<String> lines = Files.readAllLines(this.output);
		return lines.get(lines.size() - 1);
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
