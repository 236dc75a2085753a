package dev.sluice.wire.multipart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;
import dev.sluice.wire.JoinedBodyTests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class MultipartSpoolTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	private static final String ODD = "b'()+_,-./:=? x";

	private final NettyDataBufferFactory buffers = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

	private final List<ByteBuf> handedOut = new ArrayList<>();

	private final Scheduler scheduler = Schedulers.newBoundedElastic(2, 100, "spool");

	@TempDir
	Path directory;

	@AfterEach
	void everyBufferIsReleasedOnce() {
		assertThat(this.handedOut).extracting(ByteBuf::refCnt).allMatch((count) -> count == 1);
		this.handedOut.forEach(ByteBuf::release);
		this.scheduler.dispose();
	}

	@Test
	void readsTheModelBehindTheFileHoweverTheBodyIsCut() {
		byte[] body = body(ODD, "pre\r\namble\r\n", file("abc\r\n--b'\r\r\n\r\n-"), field("model", "whisper-1"),
				field("stream", "true"), field("user", "é"), field("n", "3"), field("language", "en"));
		for (int size = 1; size < body.length; size += (size < 8) ? 1 : 37) {
			Envelope envelope = read(ODD, body, size, 1 << 20).envelope();
			assertThat(envelope.model()).isEqualTo("whisper-1");
			assertThat(text(body, envelope.modelSpan())).isEqualTo("whisper-1");
			assertThat(envelope.stream()).isTrue();
			assertThat(envelope.user()).isEqualTo("é");
			assertThat(envelope.choices()).isEqualTo(3);
			assertThat(envelope.cuts()).isEmpty();
		}
	}

	@Test
	void cutsItsOwnFieldsWithTheirBoundaries() {
		byte[] body = body("b", "", field("provider", "groq"), field("model", "m"), field("cache_bypass", "true"),
				field("parallel_execution", "false"), file("x"), field("provider_preference", "local"));
		SpooledCall call = read("b", body, 10, 1 << 20);
		Envelope envelope = call.envelope();
		assertThat(envelope.extensions().provider()).isEqualTo("groq");
		assertThat(envelope.extensions().cacheBypass()).isTrue();
		assertThat(envelope.extensions().parallelExecution()).isFalse();
		List<Splice> cuts = envelope.cuts().stream().map(Splice::cut).toList();
		assertThat(collect(call, cuts)).isEqualTo(body("b", "", field("model", "m"), file("x")));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1 << 20, 1000, 0 })
	void replaysAnyNumberOfTimesFromMemoryOrFile(int threshold) throws IOException {
		byte[] content = new byte[200_000];
		new Random(5).nextBytes(content);
		byte[] body = body("b", "", file(new String(content, StandardCharsets.ISO_8859_1)), field("model", "m"));
		SpooledCall call = read("b", body, 5000, threshold);
		assertThat(call.body().length()).isEqualTo(body.length);
		Random random = new Random(threshold);
		for (int round = 0; round < 20; round++) {
			List<Splice> splices = (round == 0) ? List.of() : JoinedBodyTests.splices(random, body.length);
			assertThat(collect(call, splices)).isEqualTo(JoinedBodyTests.naive(body, splices));
		}
		assertThat(files()).hasSize((threshold < body.length) ? 1 : 0);
		for (Path file : files()) {
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		}
		call.body().release();
		await().atMost(LONG).until(() -> files().isEmpty());
	}

	@Test
	void readsAPieceAtATimeAndSurvivesACancelInTheMiddle() {
		byte[] body = body("b", "", file("x".repeat(500_000)), field("model", "m"));
		SpooledCall call = read("b", body, 50_000, 1000);
		StepVerifier.create(call.body().content(List.of()), 2)
			.consumeNextWith((first) -> assertThat(first.readableBytes()).isEqualTo(SpooledBody.PIECE))
			.expectNextCount(1)
			.thenCancel()
			.verify(LONG);
		assertThat(collect(call, List.of())).isEqualTo(body);
		call.body().release();
		await().atMost(LONG).until(() -> files().isEmpty());
	}

	@Test
	void leavesNothingBehindWhenCancelledOrRefused() {
		byte[] body = body("b", "", file("x".repeat(50_000)), field("model", "m"), field("model", "m"));
		Sinks.Many<DataBuffer> sink = Sinks.many().unicast().onBackpressureBuffer();
		StepVerifier.create(spool(100, 1 << 20).read(type("b"), sink.asFlux()))
			.then(() -> chunks(body, 10_000).limit(3).forEach(sink::tryEmitNext))
			.then(() -> await().atMost(LONG).until(() -> !files().isEmpty()))
			.thenCancel()
			.verify(LONG);
		await().atMost(LONG).until(() -> files().isEmpty());
		assertRefused(ErrorKind.INVALID_REQUEST, "b", body, 1 << 20);
		await().atMost(LONG).until(() -> files().isEmpty());
		assertRefused(ErrorKind.BODY_TOO_LARGE, "b", body, 30_000);
		await().atMost(LONG).until(() -> files().isEmpty());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			--bRNcontent-disposition: form-data; name=modelRNRNmRN--b--RN     | m
			--bRNContent-Disposition: form-data; name="mo\\del"RNRNmRN--b--   | m
			--b RNX: yRNCONTENT-DISPOSITION:form-data;name="model"RNRNmRN--b--| m
			--bRNContent-Disposition: form-data; name="model"RNRNRN--b--      | BLANK
			--b--                                                             |
			--bRNContent-Disposition: form-data; name="a;name=model"RNRNmRN--b-- |
			""")
	void readsHeadersAsClientsWriteThem(String body, String model) {
		byte[] bytes = body.strip().replace("RN", "\r\n").getBytes(StandardCharsets.UTF_8);
		if ("BLANK".equals(model)) {
			assertRefused(ErrorKind.INVALID_REQUEST, "b", bytes, 1000);
		}
		else {
			assertThat(read("b", bytes, 3, 1000).envelope().model()).isEqualTo(model);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "--b", "--bRN", "--bRNContent-Disposition: form-data; name=modelRNRNm",
			"--bRNContent-Disposition: form-data; name=modelRNRNmRN--b",
			"--bRNContent-Disposition: form-data; name=modelRNRNmRN--b-",
			"--bRNContent-Disposition: form-data; name=modelRNRNmRN--b--RN--bRN",
			"--bRNContent-Disposition: form-data; name=model; name=xRNRNmRN--b--",
			"--bRNContent-Disposition: form-data; name=x; name*=utf-8''modelRNRNmRN--b--",
			"--bRNContent-Disposition: form-data; name=xRNContent-Disposition: form-data; name=modelRNRNmRN--b--",
			"--bRNContent-Disposition: form-data; name=model; filename=fRNRNmRN--b--",
			"--bRNContent-Disposition: form-data; name=modelRNContent-Transfer-Encoding: base64RNRNbQ==RN--b--",
			"--bRNContent-Disposition: form-data;RN name=modelRNRNmRN--b--", "--bRNX: yRNRNmRN--b--",
			"--bRNContent-Disposition: form-data; name=modelRNRNmRN--bxRNRN--b--",
			"--bRNContent-Disposition: form-data; name=streamRNRNyesRN--b--",
			"--bRNContent-Disposition: form-data; name=nRNRN0RN--b--" })
	void refusesWhatAnotherReaderMightTakeOtherwise(String body) {
		assertRefused(ErrorKind.INVALID_REQUEST, "b", body.replace("RN", "\r\n").getBytes(StandardCharsets.UTF_8),
				1 << 20);
	}

	@Test
	void boundsPartsHeadersAndValues() {
		String[] many = new String[257];
		Arrays.fill(many, field("a", "b"));
		assertRefused(ErrorKind.INVALID_REQUEST, "b", body("b", "", many), 1 << 20);
		assertRefused(ErrorKind.INVALID_REQUEST, "b", body("b", "", "X: " + "y".repeat(9000) + "\r\n\r\nx"), 1 << 20);
		assertRefused(ErrorKind.INVALID_REQUEST, "b", body("b", "", field("model", "y".repeat(5000))), 1 << 20);
	}

	@ParameterizedTest
	@ValueSource(strings = { "application/json", "multipart/form-data", "multipart/form-data; boundary=",
			"multipart/form-data; boundary=a; boundary=b", "multipart/mixed; boundary=b" })
	void refusesContentTypesWithoutABoundary(String type) {
		StepVerifier.create(spool(100, 100).read(type, Flux.empty()))
			.expectErrorSatisfies((ex) -> assertThat(ex).isInstanceOf(GatewayException.class))
			.verify(LONG);
	}

	@Test
	void keepsFilesOffTheCallersThread() {
		byte[] body = body("b", "", file("x".repeat(5000)));
		var threads = ConcurrentHashMap.<String>newKeySet();
		SpooledCall call = read("b", body, 1000, 100);
		Flux.from(call.body().content(List.of()))
			.doOnNext((piece) -> threads.add(Thread.currentThread().getName()))
			.doOnNext(ByteBuf::release)
			.blockLast(LONG);
		assertThat(threads).allMatch((name) -> name.startsWith("spool-"));
		call.body().release();
		await().atMost(LONG).until(() -> files().isEmpty());
	}

	private SpooledCall read(String boundary, byte[] body, int size, int threshold) {
		return java.util.Objects
			.requireNonNull(spool(threshold, 1 << 20).read(type(boundary), sent(body, size)).block(LONG));
	}

	private void assertRefused(ErrorKind kind, String boundary, byte[] body, int limit) {
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> spool(100, limit).read(type(boundary), sent(body, 7000)).block(LONG))
			.satisfies((ex) -> assertThat(ex.kind()).isEqualTo(kind));
	}

	private MultipartSpool spool(int threshold, int limit) {
		return new MultipartSpool(this.directory, threshold, limit, this.scheduler);
	}

	// Not from an iterable, which discards its next element at each of two cancellations.
	private Flux<DataBuffer> sent(byte[] body, int size) {
		Sinks.Many<DataBuffer> sink = Sinks.many().unicast().onBackpressureBuffer();
		chunks(body, size).forEach(sink::tryEmitNext);
		sink.tryEmitComplete();
		return sink.asFlux();
	}

	private Stream<DataBuffer> chunks(byte[] body, int size) {
		return Stream.iterate(0, (at) -> at < body.length, (at) -> at + size).map((at) -> {
			NettyDataBuffer buffer = this.buffers.allocateBuffer(size);
			buffer.write(body, at, Math.min(size, body.length - at));
			this.handedOut.add(buffer.getNativeBuffer().retain());
			return buffer;
		});
	}

	private static byte[] collect(SpooledCall call, List<Splice> splices) {
		var out = new java.io.ByteArrayOutputStream();
		Flux.from(call.body().content(splices)).doOnNext((buffer) -> {
			out.writeBytes(ByteBufUtil.getBytes(buffer));
			buffer.release();
		}).blockLast(LONG);
		return out.toByteArray();
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.toList();
		}
	}

	private static String type(String boundary) {
		return "multipart/form-data; charset=utf-8; boundary=\"" + boundary + "\"";
	}

	private static String field(String name, String value) {
		return "Content-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value;
	}

	private static String file(String content) {
		return "Content-Disposition: form-data; name=\"file\"; filename=\"a;\\\"b.wav\"\r\n"
				+ "Content-Type: audio/wav\r\n\r\n" + content;
	}

	private static byte[] body(String boundary, String preamble, String... parts) {
		StringBuilder body = new StringBuilder(preamble);
		for (String part : parts) {
			body.append("--").append(boundary).append("\r\n").append(part).append("\r\n");
		}
		return body.append("--").append(boundary).append("--\r\n").toString().getBytes(StandardCharsets.UTF_8);
	}

	private static String text(byte[] body, Span span) {
		return new String(body, span.start(), span.length(), StandardCharsets.UTF_8);
	}

}
