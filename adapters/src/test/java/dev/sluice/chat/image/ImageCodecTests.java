package dev.sluice.chat.image;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.operation.ProviderSide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ImageCodecTests {

	private static final OpenAiImageCodec OPENAI = new OpenAiImageCodec(Dialect.OPENAI_IMAGES);

	private static final GeminiImageCodec GEMINI = new GeminiImageCodec();

	private static final ReplicateImageCodec REPLICATE = new ReplicateImageCodec();

	@Test
	void replicateGetsItsInputs() {
		ImageRequest request = read("""
				{"model":"m","prompt":"a cat","n":2,"size":"1536x1024","output_format":"jpeg","user":"u",
				"response_format":"b64_json","background":"opaque"}""");
		WrittenRequest written = REPLICATE.writeRequest(request, model("owner/name"));
		assertThat(CodecChecks.tree(written.body())).isEqualTo(CodecChecks.tree("""
				{"input":{"prompt":"a cat","num_outputs":2,"aspect_ratio":"3:2","output_format":"jpg"}}"""));
		assertThat(written.dropped().names()).containsExactly("response_format", "background");
		WrittenRequest versioned = REPLICATE.writeRequest(read("{\"prompt\":\"a\"}"), model("owner/name:abc"));
		assertThat(CodecChecks.tree(versioned.body()))
			.isEqualTo(CodecChecks.tree("{\"version\":\"abc\",\"input\":{\"prompt\":\"a\"}}"));
	}

	@Test
	void geminiNamesWhatItCannotDo() {
		WrittenRequest written = GEMINI.writeRequest(read(
				"{\"prompt\":\"a cat\",\"n\":3,\"size\":\"1000x777\",\"output_format\":\"webp\",\"style\":\"vivid\"}"),
				model("m"));
		assertThat(CodecChecks.tree(written.body())).isEqualTo(CodecChecks.tree("""
				{"contents":[{"role":"user","parts":[{"text":"a cat"}]}],
				"generationConfig":{"responseModalities":["IMAGE"]}}"""));
		assertThat(written.dropped().names()).containsExactly("size", "n", "output_format", "style");
	}

	@Test
	void aPredictionIsUnfinishedUntilItSaysOtherwise() {
		assertThat(unfinished("{\"id\":\"ab-1_Z\",\"status\":\"starting\"}")).isEqualTo("ab-1_Z");
		assertThat(unfinished("{\"id\":\"a\",\"status\":\"processing\",\"output\":null}")).isEqualTo("a");
		assertThat(unfinished("{\"id\":\"a\",\"status\":\"succeeded\",\"output\":\"http://x\"}")).isNull();
		assertThatExceptionOfType(GatewayException.class)
			.isThrownBy(() -> unfinished("{\"id\":\"../../x\",\"status\":\"starting\"}"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":\"a\",\"status\":\"canceled\"}",
			"{\"id\":\"a\",\"status\":\"succeeded\",\"output\":[]}", "{\"candidates\":[]}", "[" })
	void noPictureIsNoAnswer(String json) {
		ProviderSide<ImageRequest, ImageAnswer> codec = json.contains("candidates") ? GEMINI : REPLICATE;
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> answer(codec, json));
	}

	@Test
	void onePictureMayStandAlone() {
		ImageAnswer answer = answer(REPLICATE, "{\"status\":\"succeeded\",\"output\":\"https://x/1.png\"}");
		assertThat(CodecChecks.tree(OPENAI.writeAnswer(answer, read("{\"prompt\":\"a\"}"), CodecChecks.FRAME)))
			.isEqualTo(CodecChecks.tree("{\"created\":1794000000,\"data\":[{\"url\":\"https://x/1.png\"}]}"));
	}

	@ParameterizedTest
	@CsvSource({ "1024x1024, 1:1", "1792x1024, 16:9", "1024x1792, 9:16", "1024x1536, 2:3", "auto,", "0x5,", "x,",
			"99999999999x1," })
	void sizesBecomeProportions(String size, String ratio) {
		assertThat(AspectRatio.of(size)).isEqualTo(ratio);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"prompt\":\"a\",\"stream\":true}",
			"{\"prompt\":\"a\",\"images\":[{\"file_id\":\"file-1\"}]}", "{\"prompt\":7}" })
	void whatCannotBeUnderstoodIsRefused(String json) {
		assertThatExceptionOfType(GatewayException.class).isThrownBy(() -> read(json));
	}

	private static ImageRequest read(String json) {
		return OPENAI.readRequest(json.getBytes(StandardCharsets.UTF_8), Envelope.NONE);
	}

	private static String unfinished(String json) {
		return REPLICATE.unfinished(json.getBytes(StandardCharsets.UTF_8));
	}

	private static ImageAnswer answer(ProviderSide<ImageRequest, ImageAnswer> codec, String json) {
		byte[] body = json.getBytes(StandardCharsets.UTF_8);
		return codec.readAnswer(body, 0, body.length);
	}

	private static TargetModel model(String id) {
		return new TargetModel(id, -1, -1, CodecChecks.target(Dialect.OPENAI_IMAGES).capabilities());
	}

}
