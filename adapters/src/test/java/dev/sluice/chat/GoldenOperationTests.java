package dev.sluice.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.operation.OperationWay;

/**
 * The golden files of operations besides chats: each request in every dialect that it
 * crosses to, and the answer to it that has its name on the way back.
 */
class GoldenOperationTests {

	private static final Path ROOT = Path.of("src/test/resources/golden/operations");

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
		.disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
		.build();

	static Stream<Arguments> cases() {
		return OperationWay.all().flatMap((way) -> sources(way.from()).map((file) -> Arguments.of(way, name(file))));
	}

	private static Stream<Path> sources(Dialect from) {
		try (Stream<Path> files = Files.list(ROOT.resolve(from.id()))) {
			List<Path> sources = files.filter((file) -> file.getFileName().toString().matches("request-[a-z-]+\\.json"))
				.sorted()
				.toList();
			return sources.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String name(Path file) {
		return file.getFileName().toString().replace("request-", "").replace(".json", "");
	}

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("cases")
	void crossesAsItIsKept(OperationWay way, String name) throws IOException {
		Dialect to = way.passage().upstream();
		Path source = ROOT.resolve(way.from().id()).resolve("request-" + name + ".json");
		ObjectNode sent = JSON.createObjectNode();
		Crossing crossing = null;
		try {
			crossing = way.passage()
				.begin(Files.readAllBytes(source), Envelope.NONE.fromPath("m", false), TestCodecs.model(to), false);
			crossing.dropped().forEach(sent.putArray("dropped")::add);
			sent.set("body", JSON.readTree(crossing.body()));
		}
		catch (GatewayException ex) {
			sent.put("refused", ex.clientMessage()).put("param", ex.param());
		}
		GoldenCase.check(source.resolveSibling("request-" + name + "." + to.id() + ".json"), text(sent));
		Path answer = ROOT.resolve(to.id()).resolve("answer-" + name + ".json");
		if (crossing != null && Files.exists(answer)) {
			GoldenCase.check(answer.resolveSibling("answer-" + name + "." + way.from().id() + ".json"),
					text(told(crossing, Files.readAllBytes(answer))));
		}
	}

	private static JsonNode told(Crossing crossing, byte[] answer) {
		try {
			return JSON.readTree(crossing.answer(answer, 0, answer.length, TestCodecs.FRAME));
		}
		catch (GatewayException ex) {
			return JSON.createObjectNode().put("refused", ex.clientMessage());
		}
	}

	private static String text(JsonNode json) {
		return JSON.writeValueAsString(json) + "\n";
	}

}
