package dev.sluice.chat.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The list of edge cases of translation has 86 numbers. Each is the begin of a test's
 * name, in the module where it happens: those of bodies and streams here, those of calls
 * in the gateway's.
 */
class EdgeCaseNumbersTests {

	private static final int LAST = 86;

	private static final Pattern NAME = Pattern.compile("void case(\\d\\d)_");

	@Test
	void everyNumberOfTheListIsATest() throws IOException {
		Set<Integer> found = new TreeSet<>();
		for (String module : new String[] { "adapters", "routes", "gateway-app" }) {
			Path tests = Path.of("..", module, "src", "test", "java");
			try (Stream<Path> files = Files.walk(tests)) {
				files.filter((file) -> file.toString().endsWith("Tests.java")).forEach((file) -> numbers(file, found));
			}
		}
		Set<Integer> missing = new TreeSet<>();
		for (int number = 1; number <= LAST; number++) {
			if (!found.contains(number)) {
				missing.add(number);
			}
		}
		assertThat(missing).as("numbers without a test").isEmpty();
		assertThat(found).as("numbers of the list").allMatch((number) -> number >= 1 && number <= LAST);
	}

	private static void numbers(Path file, Set<Integer> found) {
		try {
			Matcher names = NAME.matcher(Files.readString(file));
			while (names.find()) {
				found.add(Integer.valueOf(names.group(1)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
