package dev.sluice.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One small fault: a piece of text of a source file, what takes its place, and the tests
 * one of which must notice.
 *
 * @param file below {@code src/main/java/dev/sluice}
 * @param tests names of test classes
 * @param from the text, which stands in the file once
 * @param to what takes its place
 */
record Mutant(String file, List<String> tests, String from, String to) {

	private static final Path SOURCES = Path.of("src/main/java/dev/sluice");

	/**
	 * Reads a list: {@code file: Tests, MoreTests} begins a file with tests of its
	 * package, {@code - text} a mutant, {@code + text} ends it.
	 */
	static List<Mutant> of(List<String> lines) {
		List<Mutant> mutants = new ArrayList<>();
		String file = "";
		List<String> tests = List.of();
		String from = "";
		for (String line : lines) {
			if (line.startsWith("- ")) {
				from = line.substring(2);
			}
			else if (line.startsWith("+")) {
				mutants.add(new Mutant(file, tests, from, line.substring(Math.min(2, line.length()))));
			}
			else if (!line.isBlank() && !line.startsWith("#")) {
				String[] parts = line.split(": ");
				file = parts[0];
				String inPackage = "dev.sluice." + file.substring(0, file.lastIndexOf('/')).replace('/', '.') + ".";
				tests = Stream.of(parts[1].split(", ")).map(inPackage::concat).toList();
			}
		}
		return mutants;
	}

	String source() {
		try {
			String text = Files.readString(SOURCES.resolve(this.file));
			int at = text.indexOf(this.from);
			if (at < 0 || text.indexOf(this.from, at + 1) >= 0) {
				throw new IllegalStateException("not once in " + this.file + ": " + this.from);
			}
			return text.substring(0, at) + this.to + text.substring(at + this.from.length());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.file + ": " + this.from + " => " + this.to;
	}

}
