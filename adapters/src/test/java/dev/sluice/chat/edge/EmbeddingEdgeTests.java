package dev.sluice.chat.edge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Envelope;
import dev.sluice.chat.CodecChecks;
import dev.sluice.chat.TestCodecs;
import dev.sluice.chat.embedding.EmbeddingRequest;
import dev.sluice.chat.embedding.GeminiEmbeddingCodec;
import dev.sluice.chat.embedding.OpenAiEmbeddingCodec;

import static org.assertj.core.api.Assertions.assertThat;

/** Edge case 60: the forms of embeddings. */
class EmbeddingEdgeTests {

	private static final OpenAiEmbeddingCodec OPENAI = new OpenAiEmbeddingCodec();

	@ParameterizedTest
	@CsvSource({ "base64, true, true", "base64, false, true", "float, true, false", "float, false, false",
			"'', true, false", "'', false, false" })
	void case60_aVectorComesInTheFormThatWasAskedFor(String asked, boolean upstreamBase64, boolean base64) {
		float[] vector = { 0.1f, -1.5f, Float.MIN_VALUE };
		EmbeddingRequest request = OPENAI.readRequest(
				bytes("{'model':'e','input':'a'" + (asked.isEmpty() ? "" : ",'encoding_format':'" + asked + "'") + "}"),
				Envelope.NONE);
		String told = upstreamBase64 ? "'" + encoded(vector) + "'" : "[0.1,-1.5,1.4E-45]";
		byte[] answer = bytes("{'object':'list','data':[{'object':'embedding','index':0,'embedding':" + told
				+ "}],'model':'e','usage':{'prompt_tokens':1,'total_tokens':1}}");
		JsonNode embedding = CodecChecks
			.tree(OPENAI.writeAnswer(OPENAI.readAnswer(answer, 0, answer.length), request, TestCodecs.FRAME))
			.at("/data/0/embedding");
		assertThat(embedding.isString()).isEqualTo(base64);
		assertThat(floats(embedding)).containsExactly(vector);
	}

	@ParameterizedTest
	@CsvSource({ "base64, true", "float, false", "'', false" })
	void case60_geminisFloatsAreEncodedForClientsThatAskForIt(String asked, boolean base64) {
		EmbeddingRequest request = OPENAI.readRequest(
				bytes("{'model':'e','input':'a'" + (asked.isEmpty() ? "" : ",'encoding_format':'" + asked + "'") + "}"),
				Envelope.NONE);
		byte[] answer = bytes("{'embeddings':[{'values':[0.5,-1]}]}");
		JsonNode embedding = CodecChecks
			.tree(OPENAI.writeAnswer(new GeminiEmbeddingCodec().readAnswer(answer, 0, answer.length), request,
					TestCodecs.FRAME))
			.at("/data/0/embedding");
		assertThat(embedding.isString()).isEqualTo(base64);
		assertThat(floats(embedding)).containsExactly(0.5f, -1f);
	}

	private static byte[] bytes(String json) {
		return Crossed.json(json).getBytes(StandardCharsets.UTF_8);
	}

	private static String encoded(float[] vector) {
		ByteBuffer bytes = ByteBuffer.allocate(vector.length * 4).order(ByteOrder.LITTLE_ENDIAN);
		for (float value : vector) {
			bytes.putFloat(value);
		}
		return Base64.getEncoder().encodeToString(bytes.array());
	}

	private static float[] floats(JsonNode embedding) {
		if (embedding.isString()) {
			ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(embedding.asString()))
				.order(ByteOrder.LITTLE_ENDIAN);
			float[] floats = new float[bytes.remaining() / 4];
			for (int i = 0; i < floats.length; i++) {
				floats[i] = bytes.getFloat();
			}
			return floats;
		}
		float[] floats = new float[embedding.size()];
		for (int i = 0; i < floats.length; i++) {
			floats[i] = Float.parseFloat(embedding.get(i).toString());
		}
		return floats;
	}

}
