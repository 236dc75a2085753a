package dev.sluice.app.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * A disk that takes nothing more of a running process: no file of its may grow, nor be
 * written again, beyond a size. What is mapped already stays as it is. Needs no rights
 * and {@code prlimit} of util-linux.
 */
final class FullDisk implements AutoCloseable {

	private final long process;

	FullDisk(long process, long size) throws IOException {
		this.process = process;
		assumeTrue(System.getProperty("os.name").equals("Linux"), "other systems have no such limits");
		limit(Long.toString(size));
	}

	// The soft limit only: the hard one could not be raised again.
	private void limit(String size) throws IOException {
		Process command;
		try {
			command = new ProcessBuilder("prlimit", "--pid=" + this.process, "--fsize=" + size + ":")
				.redirectErrorStream(true)
				.start();
		}
		catch (IOException ex) {
			throw new IllegalStateException("This test needs prlimit, of util-linux", ex);
		}
		String output = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (command.onExit().join().exitValue() != 0) {
			throw new IllegalStateException(output);
		}
	}

	@Override
	public void close() throws IOException {
		limit("unlimited");
	}

}
