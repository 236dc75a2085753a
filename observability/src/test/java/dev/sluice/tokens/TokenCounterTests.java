package dev.sluice.tokens;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.scheduler.Schedulers;

import dev.sluice.call.Dialect;
import dev.sluice.wire.EventJudge;
import dev.sluice.wire.answer.EventJudges;
import dev.sluice.wire.OutputText;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class TokenCounterTests {

	private static final Duration SOON = Duration.ofSeconds(30);

	private final CountingThreads threads = new CountingThreads();

	private final TokenCounter counter = new EncodingTokenCounter(this.threads.scheduler());

	@AfterEach
	void stop() {
		this.threads.dispose();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-",
			value = { "gpt-4o, hello world, 2", "-, hello world, 2", "gpt-4, hello world, 2", "gpt-4, Привет, 3",
					"gpt-4o, Привет, 2", "openai/gpt-4-0613, Привет, 3", "gpt-3.5-turbo, Привет, 3",
					"gpt-4.1, Привет, 2", "claude-x, <|endoftext|>, 7" })
	void countsLikeTheModel(String model, String text, long tokens) {
		assertThat(this.counter.count(model, text(text)).block(SOON)).isEqualTo(tokens);
	}

	@Test
	void countsNothingAtOnce() {
		assertThat(this.counter.count("gpt-4o", OutputText.of(Dialect.OPENAI_CHAT)).block(SOON)).isZero();
	}

	@Test
	void scalesWhatWasNotKept() {
		OutputText text = text("hello world ".repeat(4_000));
		long counted = this.counter.count("gpt-4o", text).blockOptional(SOON).orElseThrow();
		assertThat(counted).isBetween(8_000L, 8_010L);
	}

	@Test
	void countsAwayFromTheCallersThread() throws InterruptedException {
		AtomicReference<String> thread = new AtomicReference<>();
		CountDownLatch counted = new CountDownLatch(1);
		this.counter.count("gpt-4o", text("hello")).subscribe((tokens) -> {
			thread.set(Thread.currentThread().getName());
			counted.countDown();
		});
		assertThat(counted.await(30, TimeUnit.SECONDS)).isTrue();
		assertThat(thread.get()).startsWith("sluice-tokens");
	}

	@Test
	void guessesWhenTooMuchWaits() {
		TokenCounter full = new EncodingTokenCounter(Schedulers.fromExecutor((task) -> {
			throw new RejectedExecutionException("full");
		}));
		assertThat(full.count("gpt-4o", text("123456789")).block(SOON)).isEqualTo(3);
	}

	private static OutputText text(String text) {
		OutputText output = OutputText.of(Dialect.OPENAI_CHAT);
		EventJudge judge = EventJudges.forDialect(Dialect.OPENAI_CHAT);
		judge.keep(output);
		judge.judge(Unpooled.copiedBuffer("data: {\"choices\":[{\"delta\":{\"content\":\"" + text + "\"}}]}\n\n",
				StandardCharsets.UTF_8));
		return output;
	}

}
