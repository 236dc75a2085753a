package dev.sluice.record;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class RecordAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(RecordAutoConfiguration.class));

	@Test
	void aRecordReachesTheMemoryAndTheWatchers() {
		this.runner.run((context) -> {
			EventPublisher events = context.getBean(EventPublisher.class);
			StepVerifier.create(events.subscribe(GatewayEvent.CallFinished.class)).then(() -> {
				context.getBean(CallRecords.class).publish(Samples.record("attempt", "t", "m", false));
				context.getBean(CallRecords.class).publish(Samples.record("call", "t"));
			})
				.assertNext((event) -> assertThat(event.record().requestId()).isEqualTo("call"))
				.thenCancel()
				.verify(Duration.ofSeconds(10));
			assertThat(context.getBean(RecentRecords.class).before(Long.MAX_VALUE, 10, (record) -> true)).hasSize(2);
			assertThat(context).doesNotHaveBean(CallLog.class);
		});
	}

	@Test
	void theLogIsWrittenWhenAskedFor() {
		this.runner.withPropertyValues("sluice.records.log=true")
			.run((context) -> assertThat(context).hasSingleBean(CallLog.class));
	}

	@Test
	void refusesUnknownKeysAndImpossibleSizes() {
		this.runner.withPropertyValues("sluice.records.recnt=5").run((context) -> assertThat(context).hasFailed());
		this.runner.withPropertyValues("sluice.records.recent=-1")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.hasMessageContaining("sluice.records.recent is -1"));
	}

	@Test
	void closingTheApplicationCompletesWatchers() {
		CountDownLatch completed = new CountDownLatch(1);
		this.runner.run((context) -> context.getBean(EventPublisher.class)
			.subscribe()
			.doOnComplete(completed::countDown)
			.subscribe());
		assertThat(completed).satisfies((latch) -> assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue());
	}

}
