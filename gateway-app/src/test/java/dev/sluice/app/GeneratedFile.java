package dev.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A committed file that is made of the code. {@code -Dregenerate=true} writes it anew.
 */
public final class GeneratedFile {

	private static final String FLAG = "regenerate";

	private static final boolean REGENERATE = Boolean.getBoolean(FLAG);

	private GeneratedFile() {
	}

	/**
	 * Checks that a file is up to date.
	 * @param name its path inside docs
	 * @param generated what it should hold
	 */
	public static void assertUpToDate(String name, String generated) throws IOException {
		Path file = Path.of("../docs").resolve(name);
		if (REGENERATE) {
			Files.writeString(file, generated);
		}
		assertThat(Files.exists(file) ? Files.readString(file) : "")
			.as("docs/%s is out of date; run this test with -D%s=true", name, FLAG)
			.isEqualTo(generated);
	}

	/** The part of a file between two marks. */
	public static void assertPartUpToDate(String name, String generated) throws IOException {
		String text = Files.readString(Path.of("../docs").resolve(name));
		int from = text.indexOf("<!-- generated -->\n") + "<!-- generated -->\n".length();
		int to = text.indexOf("<!-- end -->");
		assertThat(from <= to && to > 0).as("docs/%s needs the two marks around its generated part", name).isTrue();
		assertUpToDate(name, text.substring(0, from) + generated + text.substring(to));
	}

}
