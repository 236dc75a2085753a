package dev.sluice.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What a record can hold, and what no reader takes for one. */
class RecordTests {

	private static final long SALT = 42;

	private final RecordWriter writer = new RecordWriter();

	private final RecordReader reader = new RecordReader();

	@ParameterizedTest
	@ValueSource(
			longs = { 0, 1, -1, 63, 64, -64, -65, 8_191, 8_192, Integer.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE })
	void numbersComeBack(long value) {
		this.writer.begin(RecordKind.OPENED).number(value).octet(7);
		read();
		assertThat(this.reader.number()).isEqualTo(value);
		assertThat(this.reader.octet()).isEqualTo(7);
	}

	@Test
	void smallNumbersAreShort() {
		assertThat(this.writer.begin(RecordKind.OPENED).number(63).number(-64).length()).isEqualTo(2 + 2);
		assertThat(this.writer.begin(RecordKind.OPENED).number(64).length()).isEqualTo(2 + 2);
		assertThat(this.writer.begin(RecordKind.OPENED).number(Long.MIN_VALUE).length()).isEqualTo(2 + 10);
	}

	@Test
	void numbersAndIdsFindRoomWhereverTheyFall() {
		UUID id = new UUID(Long.MIN_VALUE, Long.MAX_VALUE);
		for (int before = 960; before < 1100; before++) {
			RecordWriter number = new RecordWriter().begin(RecordKind.OPENED).text("a".repeat(before));
			assertThat(number.number(Long.MIN_VALUE).length()).isEqualTo(2 + 2 + before + 10);
			RecordWriter named = new RecordWriter().begin(RecordKind.OPENED).text("a".repeat(before));
			assertThat(named.id(id).length()).isEqualTo(2 + 2 + before + 16);
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 31, 32, 63, 64, 65, 8_191, 8_192 })
	void textsComeBackHoweverLong(int length) {
		String plain = "a".repeat(length);
		String wide = (length > 0) ? plain.substring(1) + 'é' : "";
		this.writer.begin(RecordKind.OPENED).text(plain).text(wide).text(null).text("end");
		read();
		assertThat(this.reader.text()).isEqualTo(plain);
		assertThat(this.reader.text()).isEqualTo(wide);
		assertThat(this.reader.maybeText()).isNull();
		assertThat(this.reader.text()).isEqualTo("end");
		assertThatIllegalArgumentException().isThrownBy(this.reader::octet);
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "\u007F", "\u0080", "a\u0080", "\u00FFa", "\u0100", "a\u0161", "\u0161\u0162", "\uD83D\uDE00" })
	void everyLetterComesBack(String text) {
		this.writer.begin(RecordKind.OPENED).text(text).text("end");
		int bytes = text.getBytes(StandardCharsets.UTF_8).length;
		assertThat(this.writer.length()).isEqualTo(2 + 1 + bytes + 4);
		read();
		assertThat(this.reader.text()).isEqualTo(text);
		assertThat(this.reader.text()).isEqualTo("end");
	}

	@Test
	void widerLettersThanExpectedFindRoom() {
		this.writer.begin(RecordKind.OPENED).text("日".repeat(2_000));
		read();
		assertThat(this.reader.text()).isEqualTo("日".repeat(2_000));
	}

	@Test
	void longTextsAreCut() {
		this.writer.begin(RecordKind.OPENED).text("x".repeat(30), 90).text("x".repeat(31), 90).text(null, 90);
		read();
		assertThat(this.reader.text()).hasSize(30);
		assertThat(this.reader.text()).hasSize(30);
		assertThat(this.reader.text()).isEmpty();
	}

	@Test
	void aRecordHasItsLongestLength() {
		int room = RecordWriter.MAX_PAYLOAD - 2 - 3;
		this.writer.begin(RecordKind.OPENED).text("x".repeat(room));
		assertThat(this.writer.length()).isEqualTo(RecordWriter.MAX_PAYLOAD);
		read();
		assertThat(this.reader.length()).isEqualTo(RecordWriter.MAX_PAYLOAD);
		assertThat(this.reader.text()).hasSize(room);
		RecordWriter copy = new RecordWriter();
		copy.copy(RecordKind.CARRIED, this.reader.bytes(), this.reader.length());
		assertThat(copy.length()).isEqualTo(RecordWriter.MAX_PAYLOAD);
		this.writer.begin(RecordKind.OPENED);
		String tooLong = "x".repeat(room + 1);
		assertThatExceptionOfType(RecordTooLongException.class).isThrownBy(() -> this.writer.text(tooLong));
	}

	@Test
	void aCopyHasAnotherKindAndTheSameRest() {
		UUID id = UUID.randomUUID();
		this.writer.begin(RecordKind.OPENED).id(id).text("y".repeat(5_000));
		read(RecordKind.OPENED);
		RecordWriter copy = new RecordWriter();
		copy.copy(RecordKind.CARRIED, this.reader.bytes(), this.reader.length());
		assertThat(copy.length()).isEqualTo(this.writer.length());
		accept(copy, 64, 64);
		assertThat(this.reader.kind()).isEqualTo(RecordKind.CARRIED);
		assertThat(this.reader.id()).isEqualTo(id);
		assertThat(this.reader.text()).isEqualTo("y".repeat(5_000));
	}

	@Test
	void aRecordCountsOnlyWhereItWasWritten() {
		this.writer.begin(RecordKind.OPENED).number(5);
		assertThat(accept(this.writer, 64, 64)).isTrue();
		assertThat(accept(this.writer, 64, 72)).isFalse();
		int checksum = this.writer.checksum(SALT, 64);
		assertThat(this.reader.accept(SALT + 1, 64, this.writer.length(), checksum)).isFalse();
		assertThat(this.reader.accept(SALT, 64, this.writer.length() - 1, checksum)).isFalse();
		this.reader.bytes()[RecordWriter.PLACE + 2] ^= 1;
		assertThat(this.reader.accept(SALT, 64, this.writer.length(), checksum)).isFalse();
	}

	@Test
	void whatEndsEarlyOrIsOfAnotherVersionIsNoRecord() {
		this.writer.begin(RecordKind.OPENED).number(50).octet('x');
		read();
		assertThatIllegalArgumentException().isThrownBy(this.reader::text).withMessageContaining("ends early");
		this.writer.begin(RecordKind.OPENED).octet(1);
		read();
		assertThatIllegalArgumentException().isThrownBy(this.reader::id);
		this.writer.begin(RecordKind.OPENED);
		this.writer.bytes()[RecordWriter.PLACE] = Segment.VERSION + 1;
		accept(this.writer, 64, 64);
		assertThatIllegalArgumentException().isThrownBy(this.reader::kind).withMessageContaining("version");
		this.writer.begin(RecordKind.OPENED).number(-2);
		read();
		assertThat(this.reader.maybeText()).isNull();
	}

	private void read() {
		read(RecordKind.OPENED);
	}

	private void read(RecordKind kind) {
		assertThat(accept(this.writer, 64, 64)).isTrue();
		assertThat(this.reader.kind()).isEqualTo(kind);
	}

	private boolean accept(RecordWriter record, int written, int found) {
		int checksum = record.checksum(SALT, written);
		System.arraycopy(record.bytes(), RecordWriter.PLACE, this.reader.bytes(), RecordWriter.PLACE, record.length());
		return this.reader.accept(SALT, found, record.length(), checksum);
	}

}
