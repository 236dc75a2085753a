package dev.sluice.budget;

import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class NodeTimeTests {

	@ParameterizedTest
	@ValueSource(longs = { 0, -5_000_000_000L, Long.MAX_VALUE - 1, Long.MIN_VALUE })
	void beginsFarFromNever(long from) {
		AtomicLong nanos = new AtomicLong(from);
		NodeTime time = new NodeTime(nanos::get);
		assertThat(time.getAsLong()).isEqualTo(NodeTime.BEGINNING);
		nanos.addAndGet(3);
		assertThat(time.getAsLong()).isEqualTo(NodeTime.BEGINNING + 3);
	}

}
