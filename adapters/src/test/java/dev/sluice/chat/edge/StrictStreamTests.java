package dev.sluice.chat.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.StreamReplay;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every streamed golden file, read by the strictest of its dialect's clients: none breaks
 * a rule of the dialect, and each says what its source said.
 */
class StrictStreamTests {

	private static final Path GOLDEN = Path.of("src/test/resources/golden");

	private static final List<Dialect> CLIENTS = List.of(Dialect.OPENAI_CHAT, Dialect.OPENAI_RESPONSES,
			Dialect.ANTHROPIC_MESSAGES, Dialect.GEMINI_GENERATE);

	static Stream<Arguments> streams() throws IOException {
		List<Arguments> all = new ArrayList<>();
		try (Stream<Path> files = Files.walk(GOLDEN)) {
			for (Path file : files.sorted().toList()) {
				String[] name = file.getFileName().toString().split("\\.");
				Dialect client = (name.length == 3) ? Dialect.byId(name[1]) : null;
				if (client != null && name[0].startsWith("stream-") && CLIENTS.contains(client)) {
					all.add(Arguments.of(file.getParent().getFileName() + "/" + name[0], client, file));
				}
			}
		}
		return all.stream();
	}

	@ParameterizedTest(name = "{0} to {1}")
	@MethodSource("streams")
	void keepTheRulesAndSayWhatTheirSourceSaid(String source, Dialect client, Path golden) {
		Told told = Told.ofStream(client, text(golden));
		List<ChatEvent> said = source(source);
		if (said.get(said.size() - 1) instanceof ChatEvent.Failed) {
			assertThat(told.error).as("a failure is told as one").isNotNull();
			return;
		}
		assertThat(told.error).isNull();
		assertThat(told.finish).isNotNull();
		assertThat(told.text.toString() + told.refusal).isEqualTo(spoken(said, client));
		assertThat(told.thinking.toString()).isEqualTo(thought(said));
		assertThat(told.calls.stream().map((call) -> call.name + normal(call.arguments.toString())))
			.containsExactlyElementsOf(calls(said));
	}

	@ParameterizedTest(name = "{0} to {1}")
	@MethodSource("streams")
	void areTheSameWhateverTheLineEndsOfTheirSource(String source, Dialect client, Path golden) {
		Dialect from = Dialect.byId(source.substring(0, source.indexOf('/')));
		if (from == Dialect.OLLAMA_CHAT || text(GOLDEN.resolve(source + ".sse")).contains("\r")) {
			return;
		}
		String lines = text(GOLDEN.resolve(source + ".sse"));
		for (String end : List.of("\n", "\r\n", "\r")) {
			byte[] stream = lines.replace("\n", end).getBytes(StandardCharsets.UTF_8);
			String written = StreamReplay.translate(from, client, stream, new Reversal());
			assertThat(written.replaceAll("call_(noid)?[0-9a-f]{24}", "call_made")).isEqualTo(text(golden));
		}
	}

	private static List<ChatEvent> source(String source) {
		Dialect from = Dialect.byId(source.substring(0, source.indexOf('/')));
		String end = (from == Dialect.OLLAMA_CHAT) ? ".ndjson" : ".sse";
		return StreamReplay.decode(from, text(GOLDEN.resolve(source + end)).getBytes(StandardCharsets.UTF_8), 0);
	}

	private static String spoken(List<ChatEvent> said, Dialect client) {
		StringBuilder text = new StringBuilder();
		StringBuilder refusal = new StringBuilder();
		for (ChatEvent event : said) {
			if (event instanceof ChatEvent.TextDelta delta && delta.choice() == 0) {
				text.append(delta.text());
			}
			else if (event instanceof ChatEvent.RefusalDelta delta) {
				refusal.append(delta.text());
			}
			else if (event instanceof ChatEvent.Finished finished && finished.finish().explanation() != null
					&& refusal.isEmpty() && client.family() == Dialect.OPENAI_CHAT.family()) {
				// Told as a refusal, where others have a place of its own for it.
				refusal.append(finished.finish().explanation());
			}
		}
		return text.append(refusal).toString();
	}

	private static String thought(List<ChatEvent> said) {
		StringBuilder thought = new StringBuilder();
		for (ChatEvent event : said) {
			if (event instanceof ChatEvent.ThinkingDelta delta && delta.choice() == 0) {
				thought.append(delta.text());
			}
		}
		return thought.toString();
	}

	private static List<String> calls(List<ChatEvent> said) {
		TreeMap<Integer, String> names = new TreeMap<>();
		TreeMap<Integer, StringBuilder> arguments = new TreeMap<>();
		for (ChatEvent event : said) {
			if (event instanceof ChatEvent.ToolStarted started && started.choice() == 0) {
				names.put(started.tool(), started.name());
				arguments.put(started.tool(), new StringBuilder());
			}
			else if (event instanceof ChatEvent.ToolArguments more && more.choice() == 0) {
				arguments.get(more.tool()).append(more.fragment());
			}
		}
		return names.entrySet()
			.stream()
			.map((entry) -> entry.getValue() + normal(arguments.get(entry.getKey()).toString()))
			.toList();
	}

	private static String normal(String arguments) {
		try {
			return arguments.isEmpty() ? "{}" : CodecChecks.tree(arguments).toString();
		}
		catch (JacksonException ex) {
			return arguments;
		}
	}

	private static String text(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
