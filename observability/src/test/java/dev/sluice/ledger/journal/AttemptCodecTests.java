package dev.sluice.ledger.journal;

import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.call.Outcome;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.ledger.AttemptClosed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AttemptCodecTests {

	private static final long SALT = 42;

	private final RecordWriter writer = new RecordWriter();

	private final RecordReader reader = new RecordReader();

	@ParameterizedTest
	@EnumSource
	void everyKindOfUsageComesBack(UsageKind kind) {
		for (Usage usage : new Usage[] { Usage.UNKNOWN, Usage.of(5, 0), Usage.of(1, 2).withServiceTier("flex"),
				Usage.of(1, 2).withServiceTier("").withReportedNanos(0), Usage.of(1, 2).asEstimated() }) {
			AttemptClosed closed = closed(usage.with(kind, 1L << 40));
			assertThat(reread(closed)).isEqualTo(closed);
		}
	}

	@Test
	void anEndWithKindsOfUsageOfALaterVersionIsNotReadAsOneWithout() {
		AttemptCodec.write(this.writer, closed(Usage.UNKNOWN));
		int kinds = UsageKind.values().length;
		byte[] bytes = this.writer.bytes();
		int at = this.writer.end() - kinds - 1;
		assertThat(bytes[at]).isEqualTo((byte) kinds);
		bytes[at]++;
		this.writer.number(7);
		assertThatIllegalArgumentException().isThrownBy(this::read)
			.withMessage("Of " + (kinds + 1) + " kinds of usage only " + kinds + " are known");
	}

	@Test
	void whatAnEarlierVersionDidNotCountIsUnknown() {
		UsageKind last = UsageKind.values()[UsageKind.values().length - 1];
		AttemptCodec.write(this.writer, closed(Usage.of(1, 2).with(last, 5)));
		byte[] bytes = this.writer.bytes();
		bytes[this.writer.end() - UsageKind.values().length - 1]--;
		assertThat(read().outcome().usage()).isEqualTo(Usage.of(1, 2));
	}

	private AttemptClosed reread(AttemptClosed closed) {
		AttemptCodec.write(this.writer, closed);
		return read();
	}

	private AttemptClosed read() {
		int length = this.writer.length();
		System.arraycopy(this.writer.bytes(), RecordWriter.PLACE, this.reader.bytes(), RecordWriter.PLACE, length);
		assertThat(this.reader.accept(SALT, 64, length, this.writer.checksum(SALT, 64))).isTrue();
		assertThat(this.reader.kind()).isEqualTo(RecordKind.CLOSED);
		return AttemptCodec.closed(this.reader.id(), this.reader);
	}

	private static AttemptClosed closed(Usage usage) {
		return new AttemptClosed(new UUID(1, 2), new Outcome(Outcome.End.COMPLETE, "", 200, usage, "m-1"), 5, 6, 7, 8);
	}

}
