package dev.sluice.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.call.Outcome.End;
import dev.sluice.call.Usage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is booked for calls that cross dialects: what the provider told, and where it told
 * nothing, what was counted.
 */
@Timeout(30)
class CrossedMoneyTests {

	private static final MoneyBox money = new MoneyBox();

	private static RawUpstream upstream;

	private static RunningGateway gateway;

	private long before;

	@BeforeAll
	static void start() throws IOException {
		upstream = new RawUpstream();
		gateway = RunningGateway.startIn(Files.createTempDirectory("sluice-home"), money::register, "OPENAI_API_KEY=x",
				"OPENAI_BASE_URL=" + upstream.url() + "/v1", "sluice.providers.openai.dialects=openai-chat",
				"ANTHROPIC_API_KEY=x", "ANTHROPIC_BASE_URL=" + upstream.url(), "GEMINI_API_KEY=x",
				"GOOGLE_GEMINI_BASE_URL=" + upstream.url(), "sluice.providers.gemini.dialects=gemini-generate",
				"OLLAMA_HOST=" + upstream.url(), "sluice.providers.ollama.dialects=ollama-chat",
				"sluice.budgets.policies[0].name=all", "sluice.budgets.policies[0].account=organization",
				"sluice.budgets.policies[0].limit-usd=" + new BigDecimal("0.01"));
	}

	@AfterAll
	static void stop() throws IOException {
		gateway.close();
		upstream.close();
	}

	@BeforeEach
	void clear() {
		money.forget();
		this.before = spent();
	}

	private static long spent() {
		return money.spent("organization:default");
	}

	@ParameterizedTest
	@CsvSource({ "CHAT, ANTHROPIC", "MESSAGES, OPENAI", "RESPONSES, GEMINI", "COMPLETIONS, OLLAMA" })
	void aWholeStreamIsBookedAtWhatTheProviderTold(ClientDialect client, ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word() + from.end());
		});
		assertThat(gateway.post(client.path(from.model(), true), client.body(from.model(), true)).body())
			.contains(client.end());
		MoneyBox.Booked booked = money.ended(1).get(0);
		assertThat(booked.closed().outcome().usage().estimated()).isFalse();
		assertThat(booked.closed().costNanos()).isEqualTo(40 + 7 * 10);
		assertThat(spent() - this.before).isEqualTo(110);
	}

	@ParameterizedTest
	@EnumSource(ProviderStream.class)
	void aClientThatLeavesPaysForWhatWasCounted(ProviderStream from) throws IOException {
		ClientDialect client = (from == ProviderStream.OPENAI) ? ClientDialect.MESSAGES : ClientDialect.CHAT;
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.head() + from.start() + from.word().repeat(20));
			connection.awaitEnd();
		});
		try (RawClient caller = new RawClient(gateway)) {
			caller.send(RawClient.call(client.path(from.model(), true), client.body(from.model(), true)));
			for (String seen = ""; seen.split("word").length <= 20;) {
				seen += caller.some();
			}
		}
		MoneyBox.Booked booked = money.ended(1).get(0);
		assertThat(booked.closed().outcome().end()).isEqualTo(End.CANCELLED);
		Usage usage = booked.closed().outcome().usage();
		assertThat(usage.estimated()).isTrue();
		assertThat(usage.output()).as("twenty times a word, and a blank").isBetween(20L, 41L);
		assertThat(booked.closed().costNanos()).isEqualTo(usage.input() + 10 * usage.output())
			.isLessThan(booked.opened().heldNanos());
		assertThat(spent() - this.before).isEqualTo(booked.closed().costNanos());
		CallBook.await(() -> upstream.open() == 0);
		assertThat(upstream.open()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "CHAT, ANTHROPIC", "MESSAGES, OPENAI" })
	void aStreamThatBreaksOffIsBookedAtWhatWasCounted(ClientDialect client, ProviderStream from) {
		upstream.on((connection) -> {
			connection.request();
			connection.say(from.chunked(from.start() + from.word()));
			connection.pause(20);
			connection.reset();
		});
		gateway.post(client.path(from.model(), true), client.body(from.model(), true));
		MoneyBox.Booked booked = money.ended(1).get(0);
		Usage usage = booked.closed().outcome().usage();
		assertThat(booked.closed().outcome().end()).isEqualTo(End.FAILED);
		assertThat(usage.estimated()).isTrue();
		assertThat(usage.output()).isBetween(1L, 2L);
		assertThat(spent() - this.before).isEqualTo(usage.input() + 10 * usage.output());
	}

	@ParameterizedTest
	@CsvSource({ "MESSAGES, OPENAI" })
	void aWholeAnswerIsBookedAtWhatTheProviderTold(ClientDialect client, ProviderStream from) {
		String answer = "{\"id\":\"1\",\"object\":\"chat.completion\",\"model\":\"m\",\"choices\":[{\"index\":0,"
				+ "\"message\":{\"role\":\"assistant\",\"content\":\"word\"},\"finish_reason\":\"stop\"}],"
				+ "\"usage\":{\"prompt_tokens\":40,\"completion_tokens\":7,\"total_tokens\":47}}";
		upstream.answers("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
				+ answer.length() + "\r\n\r\n" + answer);
		assertThat(gateway.post(client.path(from.model(), false), client.body(from.model(), false)).body())
			.contains("\"input_tokens\":40", "\"output_tokens\":7");
		assertThat(money.ended(1).get(0).closed().costNanos()).isEqualTo(110);
		assertThat(spent() - this.before).isEqualTo(110);
	}

}
