package dev.sluice.price;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.wire.answer.ReplyFacts;

import static org.assertj.core.api.Assertions.assertThat;

/** What single attempts cost, to the nano-dollar. */
class CostTests {

	private static final String[] DOLLAR_PER_UNIT = { "usd.input=1", "usd.cached-read=0.1", "usd.cache-write-5m=1.25",
			"usd.cache-write-1h=2", "usd.audio-input=40", "usd.image-input=10", "usd.output=8", "usd.reasoning=3",
			"usd.audio-output=80", "usd.image-output=30", "usd.image=0.04", "usd.request=0.001",
			"usd.web-search=0.01" };

	private static final PriceBook BUNDLED = PriceFixture.book();

	private static final PriceBook ACME = PriceFixture.acme(DOLLAR_PER_UNIT);

	@Test
	void tenThousandEmbeddingsOfTenTokensSumToTheNanoDollar() {
		Quote quote = PriceFixture.quote(BUNDLED, "openai", "text-embedding-3-small", Dialect.OPENAI_EMBEDDINGS,
				"{\"model\":\"text-embedding-3-small\",\"input\":\"x\"}", PriceFixture.NOON);
		byte[] body = "{\"data\":[{}],\"usage\":{\"prompt_tokens\":10,\"total_tokens\":10}}"
			.getBytes(StandardCharsets.UTF_8);
		long sum = 0;
		for (int call = 0; call < 10_000; call++) {
			Usage usage = ReplyFacts.read(Dialect.OPENAI_EMBEDDINGS, Unpooled.wrappedBuffer(body)).usage();
			sum += quote.costNanos(usage);
		}
		// 100 000 tokens at two cents the million.
		assertThat(BigDecimal.valueOf(sum, 9)).isEqualByComparingTo("0.002");
		assertThat(quote.costNanos(Usage.of(10, 0))).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "INPUT, 1000", "OUTPUT, 8000", "IMAGES, 40000000", "WEB_SEARCHES, 10000000" })
	void pricesEveryKindByItself(UsageKind kind, long nanos) {
		Quote quote = PriceFixture.quote(ACME, "acme", "m");
		assertThat(quote.costNanos(Usage.of(0, 0).with(kind, 1))).isEqualTo(nanos + 1_000_000);
	}

	@ParameterizedTest
	@CsvSource({ "CACHED_READ, 100", "CACHE_WRITE_5M, 1250", "CACHE_WRITE_1H, 2000", "AUDIO_INPUT, 40000",
			"IMAGE_INPUT, 10000", "REASONING, 3000", "AUDIO_OUTPUT, 80000", "IMAGE_OUTPUT, 30000" })
	void takesPartsOutOfTheirTotal(UsageKind part, long nanos) {
		Quote quote = PriceFixture.quote(ACME, "acme", "m");
		Usage usage = Usage.of(5, 5).with(part, 1);
		boolean input = nanos < 3000 || part == UsageKind.AUDIO_INPUT || part == UsageKind.IMAGE_INPUT;
		long rest = input ? 4 * 1000 + 5 * 8000 : 5 * 1000 + 4 * 8000;
		assertThat(quote.costNanos(usage)).isEqualTo(nanos + rest + 1_000_000);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					openai-chat|{"prompt_tokens":100,"completion_tokens":30,"total_tokens":130,"prompt_tokens_details":{"cached_tokens":40},"completion_tokens_details":{"reasoning_tokens":10}}|254000
					openai-chat|{"prompt_tokens":32,"completion_tokens":9,"total_tokens":151,"completion_tokens_details":{"reasoning_tokens":110}}|434000
					openai-chat|{"prompt_tokens":10,"prompt_cache_hit_tokens":4,"prompt_cache_miss_tokens":6,"completion_tokens":8}|70400
					openai-chat|{"prompt_tokens":10,"cached_tokens":4,"completion_tokens":8}|70400
					openai-responses|{"input_tokens":100,"input_tokens_details":{"cached_tokens":40,"cache_write_tokens":5},"output_tokens":30,"output_tokens_details":{"reasoning_tokens":10}}|255250
					anthropic-messages|{"input_tokens":12,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_5m_input_tokens":20,"ephemeral_1h_input_tokens":10},"output_tokens":31}|315000
					anthropic-messages|{"input_tokens":12,"cache_creation_input_tokens":30,"output_tokens":1}|57500
					gemini-generate|{"promptTokenCount":100,"cachedContentTokenCount":40,"toolUsePromptTokenCount":6,"candidatesTokenCount":4,"thoughtsTokenCount":20,"totalTokenCount":130}|162000
					""")
	void pricesCachedAndReasoningTokensByEveryDialectsArithmetic(String dialect, String usage, long nanos) {
		String name = dialect.startsWith("gemini") ? "usageMetadata" : "usage";
		byte[] body = ("{\"" + name + "\":" + usage + "}").getBytes(StandardCharsets.UTF_8);
		Usage read = ReplyFacts.read(Dialect.byId(dialect), body, 0, body.length).usage();
		assertThat(PriceFixture.quote(ACME, "acme", "m").costNanos(read)).isEqualTo(nanos + 1_000_000);
	}

	@Test
	void pricesOllamaCounts() {
		byte[] body = "{\"done\":true,\"prompt_eval_count\":12,\"eval_count\":5}".getBytes(StandardCharsets.UTF_8);
		Usage read = ReplyFacts.read(Dialect.OLLAMA_CHAT, body, 0, body.length).usage();
		assertThat(PriceFixture.quote(ACME, "acme", "m").costNanos(read)).isEqualTo(12_000 + 40_000 + 1_000_000);
		assertThat(PriceFixture.quote(BUNDLED, "ollama", "llama3.2").costNanos(read)).isZero();
		assertThat(PriceFixture.quote(BUNDLED, "ollama", "llama3.2").costNanos(Usage.of(-1, 5))).isZero();
	}

	@Test
	void roundsARowOnceAndHalfUp() {
		Quote quote = PriceFixture.quote(PriceFixture.acme("usd.input=0.0004", "usd.output=0.0001"), "acme", "m");
		// 0.4 and 0.1 nano-dollars a token.
		assertThat(quote.costNanos(Usage.of(1, 0))).isZero();
		assertThat(quote.costNanos(Usage.of(1, 1))).isEqualTo(1);
		assertThat(quote.costNanos(Usage.of(3, 2))).isEqualTo(1);
		assertThat(quote.costNanos(Usage.of(3, 3))).isEqualTo(2);
		assertThat(quote.worstInputNanos(1)).isEqualTo(1);
		assertThat(quote.worstInputNanos(5)).isEqualTo(2);
		assertThat(quote.outputNanos(10)).isEqualTo(1);
		assertThat(quote.outputNanos(11)).isEqualTo(2);
	}

	@Test
	void givesAPartWithoutAPriceThatOfItsTotal() {
		Quote quote = PriceFixture.quote(PriceFixture.acme("usd.input=1", "usd.cache-write-5m=3", "usd.output=8"),
				"acme", "m");
		assertThat(quote.costNanos(Usage.of(1, 0).with(UsageKind.CACHED_READ, 1))).isEqualTo(1000);
		assertThat(quote.costNanos(Usage.of(1, 0).with(UsageKind.CACHE_WRITE_1H, 1))).isEqualTo(3000);
		assertThat(quote.costNanos(Usage.of(0, 1).with(UsageKind.REASONING, 1))).isEqualTo(8000);
		assertThat(quote.costNanos(Usage.of(0, 1).with(UsageKind.AUDIO_OUTPUT, 1))).isEqualTo(8000);
		assertThat(quote.costNanos(Usage.of(0, 0).with(UsageKind.WEB_SEARCHES, 9))).isZero();
	}

	@Test
	void takesTheDearestReadingOfPartsThatExceedTheirTotal() {
		Quote quote = PriceFixture.quote(ACME, "acme", "m");
		Usage input = Usage.of(10, 0).with(UsageKind.CACHED_READ, 8).with(UsageKind.AUDIO_INPUT, 6);
		assertThat(quote.costNanos(input)).isEqualTo(6 * 40_000 + 4 * 100 + 1_000_000);
		Usage more = Usage.of(2, 0).with(UsageKind.CACHE_WRITE_1H, 3).with(UsageKind.IMAGE_INPUT, 3);
		assertThat(quote.costNanos(more)).isEqualTo(2 * 10_000 + 1_000_000);
		Usage output = Usage.of(0, 3).with(UsageKind.REASONING, 4);
		assertThat(quote.costNanos(output)).isEqualTo(3 * 3000 + 1_000_000);
	}

	@Test
	void knowsNoCostOfATotalThatNobodyTold() {
		Quote quote = PriceFixture.quote(ACME, "acme", "m");
		assertThat(quote.costNanos(Usage.UNKNOWN)).isEqualTo(Quote.UNKNOWN);
		assertThat(quote.costNanos(Usage.of(-1, 3))).isEqualTo(Quote.UNKNOWN);
		assertThat(quote.costNanos(Usage.of(3, -1))).isEqualTo(Quote.UNKNOWN);
		PriceBook half = PriceFixture.acme("usd.input=0", "usd.cached-read=1", "usd.output=0", "usd.reasoning=1");
		assertThat(PriceFixture.quote(half, "acme", "m").costNanos(Usage.of(-1, 3))).isEqualTo(Quote.UNKNOWN);
		assertThat(PriceFixture.quote(half, "acme", "m").costNanos(Usage.of(3, -1))).isEqualTo(Quote.UNKNOWN);
	}

	@Test
	void takesNumbersThatCannotBeTrueForUnknown() {
		Quote quote = PriceFixture.quote(ACME, "acme", "m");
		assertThat(quote.costNanos(Usage.of(Long.MAX_VALUE / 2, 1))).isEqualTo(Quote.UNKNOWN);
		assertThat(quote.costNanos(Usage.of(1, Long.MAX_VALUE / 2))).isEqualTo(Quote.UNKNOWN);
		assertThat(quote.costNanos(Usage.of(1, 1).with(UsageKind.IMAGES, 1L << 40))).isEqualTo(Quote.UNKNOWN);
		assertThat(quote.worstInputNanos(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
		assertThat(quote.outputNanos(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
		assertThat(quote.outputTokensFor(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE / 1000 * 1000 / 80_000_000);
	}

	@Test
	void pricesPicturesByTheAnswerElseByTheRequest() {
		PriceBook book = PriceFixture.acme("usd.image=0.04");
		Quote quote = PriceFixture.quote(book, "acme", "m", Dialect.OPENAI_IMAGES, "{\"model\":\"m\",\"n\":3}",
				PriceFixture.NOON);
		assertThat(quote.requestNanos()).isEqualTo(120_000_000);
		assertThat(quote.costNanos(Usage.UNKNOWN)).isEqualTo(120_000_000);
		assertThat(quote.costNanos(Usage.UNKNOWN.with(UsageKind.IMAGES, 2))).isEqualTo(80_000_000);
		Quote chat = PriceFixture.quote(book, "acme", "m", Dialect.OPENAI_CHAT, "{\"model\":\"m\",\"n\":3}",
				PriceFixture.NOON);
		assertThat(chat.requestNanos()).isZero();
		assertThat(chat.costNanos(Usage.UNKNOWN)).isZero();
	}

}
