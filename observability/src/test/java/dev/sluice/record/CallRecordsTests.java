package dev.sluice.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class CallRecordsTests {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	@Test
	void tellsSinksInOrder() {
		List<String> told = new ArrayList<>();
		CallRecords records = new CallRecords(
				List.<CallRecordSink>of((record) -> told.add("first " + record.requestId()),
						(record) -> told.add("second " + record.requestId())));
		records.publish(Samples.record("r1", "t"));
		assertThat(told).containsExactly("first r1", "second r1");
	}

	@Test
	void withoutSinksNoRecordIsWanted() {
		assertThat(new CallRecords(List.of()).wanted()).isFalse();
		assertThat(new CallRecords(List.<CallRecordSink>of((record) -> {
		})).wanted()).isTrue();
	}

	@Test
	void aFailingSinkIsCountedAndLoggedOnceAMinuteAndHidesTheRecordFromNobody(CapturedOutput output) {
		List<CallRecord> told = new ArrayList<>();
		CallRecords records = new CallRecords(List.<CallRecordSink>of((record) -> {
			throw new IllegalStateException("ledger is full");
		}, told::add), this.nanos::get);
		for (int i = 0; i < 100; i++) {
			records.publish(Samples.record("r" + i, "t"));
		}
		assertThat(told).hasSize(100);
		assertThat(records.failures()).isEqualTo(100);
		assertThat(output.getOut().split("ledger is full", -1)).hasSize(2);
		this.nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
		records.publish(Samples.record("later", "t"));
		assertThat(output.getOut().split("ledger is full", -1)).hasSize(3);
	}

}
