package dev.sluice.chat.edge;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import dev.sluice.call.Dialect;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.TestCodecs;

import static dev.sluice.call.Dialect.ANTHROPIC_MESSAGES;
import static dev.sluice.call.Dialect.GEMINI_GENERATE;
import static dev.sluice.call.Dialect.OLLAMA_CHAT;
import static dev.sluice.call.Dialect.OPENAI_CHAT;
import static dev.sluice.call.Dialect.OPENAI_RESPONSES;
import static dev.sluice.chat.edge.Providers.chunk;
import static dev.sluice.chat.edge.Providers.usageChunk;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Edge cases 61 to 63, and the arithmetic of usage: who counts the cache and the thinking
 * within the totals, and who beside them.
 */
class UsageEdgeTests {

	private static final String CHAT_USAGE = "{'prompt_tokens':100,'completion_tokens':50,'total_tokens':150,"
			+ "'prompt_tokens_details':{'cached_tokens':60,'cache_write_tokens':30},"
			+ "'completion_tokens_details':{'reasoning_tokens':20}}";

	private static final String RESPONSES_USAGE = "{'input_tokens':100,'output_tokens':50,'total_tokens':150,"
			+ "'input_tokens_details':{'cached_tokens':60,'cache_write_tokens':30},"
			+ "'output_tokens_details':{'reasoning_tokens':20}}";

	private static final String MESSAGES_USAGE = "{'input_tokens':10,'cache_read_input_tokens':60,"
			+ "'cache_creation_input_tokens':30,'output_tokens':50,'output_tokens_details':{'thinking_tokens':20}}";

	private static String answer(Dialect provider) {
		return switch (provider) {
			case OPENAI_CHAT -> Providers.saying(provider, "Hi")
				.replace("{'prompt_tokens':9,'completion_tokens':4,'total_tokens':13}", CHAT_USAGE);
			case OPENAI_RESPONSES -> Providers.saying(provider, "Hi")
				.replace("{'input_tokens':9,'output_tokens':4,'total_tokens':13}", RESPONSES_USAGE);
			case ANTHROPIC_MESSAGES ->
				Providers.saying(provider, "Hi").replace("{'input_tokens':9,'output_tokens':4}", MESSAGES_USAGE);
			default -> Providers.saying(provider, "Hi")
				.replace("{'promptTokenCount':9,'candidatesTokenCount':4,'totalTokenCount':13}",
						"{'promptTokenCount':90,'toolUsePromptTokenCount':10,'cachedContentTokenCount':60,"
								+ "'candidatesTokenCount':30,'thoughtsTokenCount':20,'totalTokenCount':150}");
		};
	}

	@ParameterizedTest
	@MethodSource("dev.sluice.chat.edge.Providers#pairs")
	void caseA2_cacheAndThinkingAreCountedOnceInEveryDialect(Dialect client, Dialect provider) {
		if (provider == OLLAMA_CHAT) {
			return;
		}
		boolean writes = provider != GEMINI_GENERATE;
		JsonNode usage = Told.of(client, Crossed.plain(client, provider).answer(answer(provider))).usage;
		switch (client) {
			case OPENAI_CHAT -> {
				assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(100);
				assertThat(usage.path("completion_tokens").asInt()).isEqualTo(50);
				assertThat(usage.path("total_tokens").asInt()).isEqualTo(150);
				assertThat(usage.at("/prompt_tokens_details/cached_tokens").asInt()).isEqualTo(60);
				assertThat(usage.at("/prompt_tokens_details/cache_write_tokens").asInt(0)).isEqualTo(writes ? 30 : 0);
				assertThat(usage.at("/completion_tokens_details/reasoning_tokens").asInt()).isEqualTo(20);
			}
			case OPENAI_RESPONSES -> {
				assertThat(usage.path("input_tokens").asInt()).isEqualTo(100);
				assertThat(usage.path("output_tokens").asInt()).isEqualTo(50);
				assertThat(usage.path("total_tokens").asInt()).isEqualTo(150);
				assertThat(usage.at("/input_tokens_details/cached_tokens").asInt()).isEqualTo(60);
				assertThat(usage.at("/input_tokens_details/cache_write_tokens").asInt()).isEqualTo(writes ? 30 : 0);
				assertThat(usage.at("/output_tokens_details/reasoning_tokens").asInt()).isEqualTo(20);
			}
			case ANTHROPIC_MESSAGES -> {
				assertThat(usage.path("input_tokens").asInt()).isEqualTo(writes ? 10 : 40);
				assertThat(usage.path("cache_read_input_tokens").asInt()).isEqualTo(60);
				assertThat(usage.path("cache_creation_input_tokens").asInt(0)).isEqualTo(writes ? 30 : 0);
				assertThat(usage.path("output_tokens").asInt()).isEqualTo(50);
				assertThat(usage.at("/output_tokens_details/thinking_tokens").asInt()).isEqualTo(20);
			}
			default -> {
				assertThat(usage.path("promptTokenCount").asInt()).isEqualTo(100);
				assertThat(usage.path("cachedContentTokenCount").asInt()).isEqualTo(60);
				assertThat(usage.path("candidatesTokenCount").asInt()).isEqualTo(30);
				assertThat(usage.path("thoughtsTokenCount").asInt()).isEqualTo(20);
				assertThat(usage.path("totalTokenCount").asInt()).isEqualTo(150);
			}
		}
	}

	@Test
	void caseA2_aCacheThatIsLargerThanThePromptLeavesNothingNegative() {
		String wrong = answer(OPENAI_CHAT).replace("'prompt_tokens':100", "'prompt_tokens':70")
			.replace("'completion_tokens':50", "'completion_tokens':-1");
		JsonNode usage = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answer(wrong).path("usage");
		assertThat(usage.path("input_tokens").asInt()).isZero();
		assertThat(usage.path("output_tokens").asInt()).isNotNegative();
	}

	@Test
	void caseA2_reasoningThatAVendorCountsBesideIsAdded() {
		String xai = answer(OPENAI_CHAT).replace("'total_tokens':150", "'total_tokens':170");
		JsonNode usage = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answer(xai).path("usage");
		assertThat(usage.path("output_tokens").asInt()).isEqualTo(70);
		String deepSeek = Providers.saying(OPENAI_CHAT, "Hi")
			.replace("'prompt_tokens':9", "'prompt_tokens':9,'prompt_cache_hit_tokens':6,'prompt_cache_miss_tokens':3");
		assertThat(Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answer(deepSeek).at("/usage/input_tokens").asInt())
			.isEqualTo(3);
		String moonshot = Providers.saying(OPENAI_CHAT, "Hi")
			.replace("'prompt_tokens':9", "'prompt_tokens':9,'cached_tokens':6");
		assertThat(Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).answer(moonshot).at("/usage/input_tokens").asInt())
			.isEqualTo(3);
	}

	@Test
	void caseA2_longAndShortLivedCacheWritesAreTwoNumbersAndOneSum() {
		String answer = Providers.saying(ANTHROPIC_MESSAGES, "Hi")
			.replace("'input_tokens':9",
					"'input_tokens':9,'cache_read_input_tokens':0,'cache_creation_input_tokens':30,"
							+ "'cache_creation':{'ephemeral_5m_input_tokens':10,'ephemeral_1h_input_tokens':20}");
		JsonNode chat = Crossed.plain(OPENAI_CHAT, ANTHROPIC_MESSAGES).answer(answer).path("usage");
		assertThat(chat.path("prompt_tokens").asInt()).isEqualTo(39);
		assertThat(chat.at("/prompt_tokens_details/cache_write_tokens").asInt()).isEqualTo(30);
	}

	@Test
	void case61_usageThatFollowsTheFinishIsNotLost() {
		String[] stream = { chunk("{'content':'Hi'}"), chunk("{}", "'stop'"), usageChunk(CHAT_USAGE), "[DONE]" };
		List<JsonNode> events = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).events(stream);
		JsonNode delta = events.get(events.size() - 2);
		assertThat(delta.path("type").asString()).isEqualTo("message_delta");
		assertThat(delta.at("/usage/output_tokens").asInt()).isEqualTo(50);
		assertThat(delta.at("/usage/input_tokens").asInt()).isEqualTo(10);
		Told responses = Told.ofStream(OPENAI_RESPONSES, Crossed.plain(OPENAI_RESPONSES, OPENAI_CHAT).stream(stream));
		assertThat(responses.usage.path("total_tokens").asInt()).isEqualTo(150);
		Told gemini = Told.ofStream(GEMINI_GENERATE, Crossed.plain(GEMINI_GENERATE, OPENAI_CHAT).stream(stream));
		assertThat(gemini.usage.path("totalTokenCount").asInt()).isEqualTo(150);
	}

	@ParameterizedTest
	@ValueSource(strings = { "with the text", "with the finish", "growing", "of groq", "of kimi" })
	void case62_usageOnAChunkThatAlsoHasChoicesLosesNeither(String where) {
		String usage = ",'usage':" + CHAT_USAGE + "}";
		String early = ",'usage':{'prompt_tokens':100,'completion_tokens':1,'total_tokens':101}}";
		String text = chunk("{'content':'Hi'}");
		String end = chunk("{}", "'stop'");
		String[] stream = switch (where) {
			case "with the text" -> new String[] { with(text, usage), end, "[DONE]" };
			case "with the finish" -> new String[] { text, with(end, usage), "[DONE]" };
			case "growing" -> new String[] { with(text, early), with(end, usage), "[DONE]" };
			case "of groq" ->
				new String[] { text, with(end, ",'x_groq':{'id':'r','usage':" + CHAT_USAGE + "}}"), "[DONE]" };
			default -> new String[] { text, chunk("{}", "'stop','usage':" + CHAT_USAGE), "[DONE]" };
		};
		for (Dialect client : List.of(ANTHROPIC_MESSAGES, OPENAI_RESPONSES, GEMINI_GENERATE)) {
			Told told = Told.ofStream(client, Crossed.plain(client, OPENAI_CHAT).stream(stream));
			assertThat(told.text).as(client.id()).hasToString("Hi");
			assertThat(told.usage.toString()).as(client.id()).contains("50").doesNotContain(":1,");
		}
	}

	private static String with(String chunk, String more) {
		return chunk.substring(0, chunk.length() - 1) + more;
	}

	@Test
	void case62_usageOfGeminiLeavesOnAChunkOfItsOwn() {
		String[] stream = { Providers.parts("{'text':'Hi'}")
			.replace("'modelVersion'", "'usageMetadata':{'promptTokenCount':9,'totalTokenCount':9},'modelVersion'"),
				Providers.gemini("{'text':''}", "STOP") };
		List<JsonNode> chunks = Crossed.plain(OPENAI_CHAT, GEMINI_GENERATE).events(stream);
		assertThat(chunks).filteredOn((chunk) -> chunk.path("usage").isObject()).singleElement().satisfies((chunk) -> {
			assertThat(chunk.path("choices").isEmpty()).isTrue();
			assertThat(chunk.at("/usage/completion_tokens").asInt()).isEqualTo(4);
		});
		assertThat(chunks.get(chunks.size() - 1).path("usage").isObject()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "true, 1", "false, 0" })
	void case63_usageIsAskedOfTheProviderAndShownOnlyToWhoAskedForIt(boolean asked, int shown) {
		String request = "{'model':'m','max_tokens':9,'stream':true,'messages':[{'role':'user','content':'Hi'}]}";
		assertThat(Crossed.call(ANTHROPIC_MESSAGES, OPENAI_CHAT, request)
			.sent()
			.at("/stream_options/include_usage")
			.asBoolean()).isTrue();
		AnswerFrame frame = new AnswerFrame("req_1", null, "m", 1794000000, asked, false);
		for (Dialect provider : List.of(ANTHROPIC_MESSAGES, GEMINI_GENERATE, OLLAMA_CHAT)) {
			String stream = Crossed.plain(OPENAI_CHAT, provider).raw(streamed(provider), frame);
			assertThat(stream.split("\"usage\":\\{", -1)).as(provider.id()).hasSize(shown + 1);
			assertThat(stream.contains("\"usage\":null")).as(provider.id()).isEqualTo(asked);
		}
	}

	private static String streamed(Dialect provider) {
		return switch (provider) {
			case ANTHROPIC_MESSAGES ->
				Crossed.framed(provider, Providers.messageStart(), Providers.blockStart(0, "{'type':'text','text':''}"),
						Providers.blockDelta(0, "{'type':'text_delta','text':'Hi'}"), Providers.blockStop(0),
						Providers.messageDelta("end_turn"), Providers.messageStop());
			case GEMINI_GENERATE -> Crossed.framed(provider, Providers.gemini("{'text':'Hi'}", "STOP"));
			default -> Crossed.framed(provider, Providers.ollama("{'role':'assistant','content':'Hi'}"));
		};
	}

	@Test
	void case63_aProviderThatNeverTellsUsageIsNotGivenAny() {
		String[] stream = { chunk("{'content':'Hi'}"), chunk("{}", "'stop'"), "[DONE]" };
		List<JsonNode> events = Crossed.plain(ANTHROPIC_MESSAGES, OPENAI_CHAT).events(stream);
		// The dialect demands a number.
		assertThat(events.get(events.size() - 2).at("/usage/output_tokens").asInt(-1)).isZero();
		List<JsonNode> chunks = Crossed.plain(OPENAI_CHAT, OLLAMA_CHAT)
			.events("{'model':'m','message':{'role':'assistant','content':'Hi'},'done':true,'done_reason':'stop'}");
		assertThat(chunks).noneMatch((chunk) -> chunk.path("usage").isObject());
		assertThat(TestCodecs.FRAME.usageInStream()).isTrue();
	}

}
