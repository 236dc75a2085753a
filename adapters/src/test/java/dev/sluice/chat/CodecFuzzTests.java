package dev.sluice.chat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;

import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Damages a fixed corpus with a fixed seed: readers may refuse what they read, and do
 * nothing else; a stream ends once, whatever came.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class CodecFuzzTests {

	private static final int ROUNDS = 400;

	private static final Path FIXTURES = Path.of("src/test/resources/fixtures");

	private static final List<String> REQUESTS = List.of(
			"""
					{"model":"m","max_tokens":9,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"c2ln"},{"type":"tool_use","id":"1","name":"f","input":{"x":1}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"x","is_error":true}]}],"tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"},"thinking":{"type":"adaptive"}}""",
			"""
					{"model":"m","messages":[{"role":"system","content":"s"},{"role":"assistant","content":null,"tool_calls":[{"id":"1","type":"function","function":{"name":"f","arguments":{"x":[1,2.5e3]}}}]},{"role":"tool","tool_call_id":"1","tool_name":"f","content":"é😀"}],"tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object"}}}],"options":{"seed":7,"stop":["a"]},"think":"low","format":"json","stream":true}""",
			"""
					{"systemInstruction":{"parts":[{"text":"s"}]},"contents":[{"role":"user","parts":[{"text":"a"},{"inlineData":{"mimeType":"image/png","data":"iVBORw0KGgo="}}]},{"role":"model","parts":[{"functionCall":{"name":"f","args":{"x":1}},"thoughtSignature":"c2ln"}]},{"role":"user","parts":[{"functionResponse":{"name":"f","response":{"output":"x"}}}]}],"tools":[{"functionDeclarations":[{"name":"f","parameters":{"type":"OBJECT","properties":{"a":{"type":"STRING"}}}}]}],"toolConfig":{"functionCallingConfig":{"mode":"ANY"}},"generationConfig":{"topK":3.0,"thinkingConfig":{"thinkingBudget":5}}}""",
			"""
					{"model":"m","input":[{"role":"user","content":[{"type":"input_text","text":"a"}]},{"type":"function_call","call_id":"1","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"1","output":"x"}],"tools":[{"type":"function","name":"f","parameters":{}}],"reasoning":{"effort":"low"}}""",
			"""
					{"model":"m","prompt":["a","b"],"max_tokens":5,"logprobs":2,"stop":["x"]}""");

	private static final String[] TOKENS = { "{", "}", "[", "]", "null", "true", "\"\"", "-1", "1e999", "0.0", ":", ",",
			"\\u0000", "\\ud83d", "\n\n", "data: ", "99999999999999999999", "\"x\"" };

	static Stream<DialectCodec> codecs() {
		return TestCodecs.ALL.stream();
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void damagedRequestsAreReadOrRefused(DialectCodec codec) {
		for (String request : REQUESTS) {
			damaged(request.getBytes(StandardCharsets.UTF_8), (body) -> {
				ChatRequest read = codec.readRequest(body, Envelope.NONE);
				codecs().forEach(
						(target) -> refusable(() -> target.writeRequest(read, CodecChecks.target(target.dialect()))));
			});
		}
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void damagedAnswersAreReadOrRefused(DialectCodec codec) {
		for (byte[] answer : corpus(codec, ".json")) {
			damaged(answer, (body) -> {
				ChatAnswer read = codec.readAnswer(body, 0, body.length);
				codecs().forEach((client) -> client.writeAnswer(read, CodecChecks.FRAME));
			});
		}
	}

	@ParameterizedTest
	@MethodSource("codecs")
	void damagedStreamsEndOnce(DialectCodec codec) {
		for (byte[] stream : corpus(codec, "")) {
			damaged(stream, (body) -> codecs().forEach((client) -> stream(codec, client, body)));
		}
	}

	static void stream(DialectCodec codec, DialectCodec client, byte[] body) {
		StreamTranslation translation = new StreamTranslation(codec.decoder(), client.encoder(CodecChecks.FRAME),
				new Reversal());
		EventFramer framer = EventFramers.forReply(codec.dialect(), null);
		assertThat(framer).isNotNull();
		var in = Unpooled.wrappedBuffer(body);
		var out = Unpooled.buffer();
		int from = 0;
		for (int end = framer.nextEnd(in, 0); end >= 0; end = framer.nextEnd(in, from)) {
			translation.translate(in.slice(from, end - from), out);
			from = end;
		}
		translation.translate(in.slice(from, body.length - from), out);
		translation.end(out);
		assertThat(translation.over()).isTrue();
		int length = out.readableBytes();
		translation.translate(in, out);
		translation.end(out);
		assertThat(out.readableBytes()).isEqualTo(length);
	}

	private static List<byte[]> corpus(DialectCodec codec, String ending) {
		Path folder = FIXTURES.resolve(codec.dialect().id());
		List<byte[]> corpus = new ArrayList<>();
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.sorted().filter((path) -> path.toString().endsWith(ending)).toList()) {
				corpus.add(Files.readAllBytes(file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return corpus;
	}

	private static void damaged(byte[] sound, Consumer<byte[]> reader) {
		Random random = new Random(20261121);
		for (int round = 0; round < ROUNDS; round++) {
			byte[] bytes = sound;
			for (int i = random.nextInt(3); i >= 0; i--) {
				bytes = damage(bytes, random);
			}
			byte[] body = bytes;
			refusable(() -> reader.accept(body));
		}
	}

	private static byte[] damage(byte[] bytes, Random random) {
		int at = random.nextInt(bytes.length + 1);
		int to = Math.min(bytes.length, at + random.nextInt(12));
		String insert = switch (random.nextInt(4)) {
			case 0 -> "";
			case 1 -> String.valueOf((char) random.nextInt(128));
			default -> TOKENS[random.nextInt(TOKENS.length)];
		};
		byte[] middle = insert.getBytes(StandardCharsets.UTF_8);
		boolean cut = random.nextInt(8) == 0;
		byte[] damaged = new byte[at + middle.length + (cut ? 0 : bytes.length - to)];
		System.arraycopy(bytes, 0, damaged, 0, at);
		System.arraycopy(middle, 0, damaged, at, middle.length);
		if (!cut) {
			System.arraycopy(bytes, to, damaged, at + middle.length, bytes.length - to);
		}
		return damaged;
	}

	static void refusable(Runnable reader) {
		try {
			reader.run();
		}
		catch (GatewayException | JacksonException ex) {
			// Refused: what readers may do.
		}
	}

}
