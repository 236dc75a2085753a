package dev.sluice.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

import dev.sluice.call.Dialect;

/**
 * One source of the golden matrix: {@code golden/<from>/request-<case>.json},
 * {@code answer-<case>.json} or {@code stream-<case>.sse|ndjson}, whose name shows what
 * it is about. A file {@code <case>.target.properties} beside it changes the target
 * model: {@code with}, {@code without} (abilities), {@code outputTokens}, {@code cap}.
 */
record GoldenCase(Dialect from, String name, Path file) {

	private static final Path ROOT = Path.of("src/test/resources/golden");

	static List<GoldenCase> all(String kind) {
		return TestCodecs.ALL.stream().map(DialectCodec::dialect).flatMap((from) -> of(from, kind)).toList();
	}

	private static Stream<GoldenCase> of(Dialect from, String kind) {
		Path folder = ROOT.resolve(from.id());
		if (!Files.isDirectory(folder)) {
			return Stream.empty();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().startsWith(kind + "-"))
				.filter((file) -> file.getFileName().toString().split("\\.").length == 2)
				.sorted()
				.map((file) -> new GoldenCase(from, file.getFileName().toString().split("\\.")[0], file))
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	byte[] bytes() {
		return read(this.file);
	}

	Path golden(Dialect to, String suffix) {
		return this.file.resolveSibling(this.name + "." + to.id() + suffix);
	}

	boolean normalised() {
		return this.name.contains("-normalised-");
	}

	TargetModel target(Dialect to) {
		TargetModel usual = TestCodecs.model(to);
		Path file = this.file.resolveSibling(this.name + ".target.properties");
		if (!Files.exists(file)) {
			return usual;
		}
		Properties changes = new Properties();
		try {
			changes.load(new java.io.StringReader(Files.readString(file)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Capabilities changed = usual.capabilities()
			.with(abilities(changes, "with"))
			.without(abilities(changes, "without"));
		return new TargetModel(usual.id(), Long.parseLong(changes.getProperty("outputTokens", "64000")),
				Long.parseLong(changes.getProperty("cap", "-1")), changed);
	}

	private static Ability[] abilities(Properties changes, String key) {
		return Arrays.stream(changes.getProperty(key, "").split("[ ,]+"))
			.filter((word) -> !word.isEmpty())
			.map((word) -> Objects.requireNonNull(Ability.of(word), word))
			.toArray(Ability[]::new);
	}

	/**
	 * Compares with what is kept, or keeps it when {@code -Dregenerate=true}.
	 */
	static void check(Path golden, String actual) {
		String stable = escaped(actual.replaceAll("call_(noid)?[0-9a-f]{24}", "call_made"));
		if (Boolean.getBoolean("regenerate")) {
			try {
				Files.writeString(golden, stable);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			return;
		}
		org.assertj.core.api.Assertions.assertThat(golden)
			.as("golden file; made anew with -Dregenerate=true, then read the diff")
			.exists();
		org.assertj.core.api.Assertions.assertThat(stable)
			.as(golden.getFileName().toString())
			.isEqualTo(new String(read(golden), StandardCharsets.UTF_8));
	}

	// Half a character cannot be kept as UTF-8.
	private static String escaped(String text) {
		StringBuilder escaped = new StringBuilder(text.length());
		text.codePoints().forEach((code) -> {
			if (code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE) {
				escaped.append(String.format("\\u%04x", code));
			}
			else {
				escaped.appendCodePoint(code);
			}
		});
		return escaped.toString();
	}

	private static byte[] read(Path file) {
		try {
			return Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public String toString() {
		return this.from.id() + "/" + this.name;
	}

}
