package dev.sluice.app;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.sun.management.OperatingSystemMXBean;

/** What this process has used of the processor, without the compiling of its code. */
final class ProcessorTime {

	private static final Path THREADS = Path.of("/proc/self/task");

	private ProcessorTime() {
	}

	/** Nanoseconds so far, of all threads. */
	static long nanos() {
		long all = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
		return all - compilers();
	}

	private static long compilers() {
		if (!Files.isDirectory(THREADS)) {
			return 0;
		}
		try (Stream<Path> threads = Files.list(THREADS)) {
			return threads.filter((thread) -> compiles(read(thread.resolve("comm"))))
				.mapToLong((thread) -> Long.parseLong(read(thread.resolve("schedstat")).split(" ")[0]))
				.sum();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean compiles(String name) {
		return name.startsWith("C1 Comp") || name.startsWith("C2 Comp");
	}

	// A thread may end between being listed and being read.
	private static String read(Path file) {
		try {
			List<String> lines = Files.readAllLines(file);
			return lines.isEmpty() ? "0" : lines.get(0);
		}
		catch (IOException ex) {
			return "0";
		}
	}

}
