package dev.sluice.ledger.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptOpened;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What records share, and what they must not. */
class RecurringTests {

	private final Recurring<String> texts = new Recurring<>(9, 20);

	private final RecordWriter writer = new RecordWriter();

	private final RecordReader reader = new RecordReader();

	@Test
	void theSameBytesAreOneTextWhereverTheyLie() {
		byte[] bytes = bytes("gpt-4o|gpt-4o|gpt-4o-");
		String first = text(bytes, 0, 6);
		assertThat(first).isEqualTo("gpt-4o");
		assertThat(text(bytes, 7, 6)).isSameAs(first);
		assertThat(text(bytes, 14, 7)).isEqualTo("gpt-4o-");
		assertThat(text(bytes, 14, 6)).isSameAs(first);
	}

	@Test
	void whatIsKeptDoesNotChangeWithTheBytesItWasReadFrom() {
		byte[] bytes = bytes("first");
		String first = text(bytes, 0, 5);
		System.arraycopy(bytes("other"), 0, bytes, 0, 5);
		assertThat(text(bytes, 0, 5)).isEqualTo("other");
		assertThat(text(bytes("first"), 0, 5)).isEqualTo(first);
	}

	@Test
	void textsThatDifferInOneByteAnywhereAreTold() {
		for (int length = 1; length <= 20; length++) {
			for (int at = 0; at < length; at++) {
				String one = "a".repeat(at) + "b" + "a".repeat(length - at - 1);
				assertThat(text(one)).isEqualTo(one);
			}
		}
	}

	@Test
	void longOnesAreNotKept() {
		assertThat(text("x".repeat(20))).isSameAs(text("x".repeat(20)));
		assertThat(text("x".repeat(21))).isEqualTo("x".repeat(21)).isNotSameAs(text("x".repeat(21)));
	}

	@Test
	void someHundredNamesAreAllKeptWhereverTheyDiffer() {
		List<String> names = new ArrayList<>();
		IntStream.range(0, 60).forEach((i) -> names.add("key-" + i));
		IntStream.range(0, 60).forEach((i) -> names.add(i + "-key-of-a-team"));
		List<String> kept = names.stream().map(this::text).toList();
		assertThat(IntStream.range(0, 120).filter((i) -> text(names.get(i)) == kept.get(i)).count()).isGreaterThan(75);
	}

	@Test
	void moreThanThereArePlacesForTakeThoseOfOthers() {
		Recurring<String> two = new Recurring<>(1, 20);
		List<String> kept = IntStream.range(0, 40).mapToObj((i) -> text(two, "name-" + i)).toList();
		assertThat(IntStream.range(0, 40).filter((i) -> text(two, "name-" + i) == kept.get(i)).count())
			.isLessThanOrEqualTo(2);
		assertThat(IntStream.range(0, 40).mapToObj((i) -> text(two, "name-" + i))).containsExactlyElementsOf(kept);
	}

	@Test
	void whatCannotBeReadIsNotKept() {
		byte[] bytes = bytes("bad");
		assertThatIllegalArgumentException().isThrownBy(() -> this.texts.of(bytes, 0, 3, () -> {
			throw new IllegalArgumentException("damaged");
		}));
		assertThat(text("bad")).isEqualTo("bad");
	}

	@Test
	void recordsShareWhatTheyHaveInCommonAndNoIds() {
		AttemptOpened one = opened(Attempts.opened(1));
		AttemptOpened other = opened(Attempts.opened(2));
		assertThat(one).isEqualTo(Attempts.opened(1));
		assertThat(other).isEqualTo(Attempts.opened(2));
		assertThat(other.tenant()).isSameAs(one.tenant());
		assertThat(other.caller()).isSameAs(one.caller());
		assertThat(other.route()).isSameAs(one.route());
		assertThat(other.dialect()).isSameAs(one.dialect()).isSameAs(other.upstreamDialect());
		assertThat(other.operation()).isSameAs(one.operation());
		assertThat(other.requestedModel()).isSameAs(one.requestedModel()).isSameAs(other.model());
		assertThat(other.provider()).isSameAs(one.provider());
		assertThat(other.credential()).isSameAs(one.credential());
		assertThat(other.tier()).isSameAs(one.tier());
		assertThat(other.priceVersion()).isSameAs(one.priceVersion());
		assertThat(other.tags()).isSameAs(one.tags());
		assertThat(other.accounts()).isSameAs(one.accounts());
	}

	@Test
	void longNamesAndAccountsAreReadAnew() {
		assertThat(named("p", 128).provider()).hasSize(128).isSameAs(named("q", 128).provider());
		assertThat(named("p", 129).provider()).hasSize(129).isNotSameAs(named("q", 129).provider());
		// The number of accounts, and for each two lengths of two bytes.
		assertThat(paid(512 - 5).accounts()).isSameAs(paid(512 - 5).accounts());
		assertThat(paid(513 - 5).accounts()).isEqualTo(paid(513 - 5).accounts()).isNotSameAs(paid(513 - 5).accounts());
	}

	@Test
	void endsShareTheirTexts() {
		AttemptClosed one = closed(1);
		AttemptClosed other = closed(2);
		assertThat(other).isEqualTo(Attempts.closed(2));
		assertThat(other.outcome().servedModel()).isSameAs(one.outcome().servedModel());
		assertThat(other.outcome().reason()).isSameAs(one.outcome().reason());
	}

	@Test
	void idsAreReadAnew() {
		AttemptOpened opened = Attempts.opened(UUID.randomUUID(), "req", Map.of("x", "value"));
		AttemptOpened one = opened(opened);
		AttemptOpened other = opened(opened);
		assertThat(other).isEqualTo(one);
		assertThat(other.requestId()).isNotSameAs(one.requestId());
		assertThat(other.metadata().get("x")).isNotSameAs(one.metadata().get("x"));
	}

	@Test
	void otherLabelsAndAccountsTakeThePlaceOfThoseBefore() {
		AttemptOpened plain = Attempts.opened(1);
		for (int i = 0; i < 3; i++) {
			AttemptOpened other = new AttemptOpened(plain.id(), "r", 1, plain.at(), "t", "c", null, null, "d", "d", "o",
					null, "p", null, null, "x", false, (i == 1) ? List.of() : List.of("red", "n" + i), Map.of(), "v", i,
					(i == 2) ? List.of() : List.of(new AllowanceKey("key:" + i, "lifetime")));
			assertThat(opened(other)).isEqualTo(other);
			assertThat(opened(plain)).isEqualTo(plain);
		}
	}

	@Test
	void aRecordThatEndsBeforeItsAccountsIsDamagedEvenAfterOnesThatDoNot() {
		assertThat(opened(Attempts.opened(1))).isEqualTo(Attempts.opened(1));
		AttemptCodec.write(this.writer, Attempts.opened(1));
		for (int length = this.writer.length() - 1; length > 2; length--) {
			accept(length);
			assertThatIllegalArgumentException().isThrownBy(() -> AttemptCodec.opened(this.reader))
				.withMessageContaining("ends early");
		}
	}

	private AttemptOpened named(String version, int length) {
		return opened(with("p".repeat(length), version, List.of()));
	}

	private AttemptOpened paid(int length) {
		AllowanceKey key = new AllowanceKey("a".repeat(length / 2), "b".repeat(length - length / 2));
		return opened(with("p", "v", List.of(key)));
	}

	private static AttemptOpened with(String provider, String version, List<AllowanceKey> accounts) {
		AttemptOpened plain = Attempts.opened(1);
		return new AttemptOpened(plain.id(), "r", 1, plain.at(), "t", "c", null, null, "d", "d", "o", null, provider,
				null, null, "x", false, List.of(), Map.of(), version, 1, accounts);
	}

	private AttemptOpened opened(AttemptOpened attempt) {
		AttemptCodec.write(this.writer, attempt);
		accept(this.writer.length());
		AttemptOpened read = AttemptCodec.opened(this.reader);
		assertThatIllegalArgumentException().as("all is read").isThrownBy(this.reader::octet);
		return read;
	}

	private AttemptClosed closed(long number) {
		AttemptCodec.write(this.writer, Attempts.closed(number));
		accept(this.writer.length());
		return AttemptCodec.closed(this.reader.id(), this.reader);
	}

	private void accept(int length) {
		System.arraycopy(this.writer.bytes(), RecordWriter.PLACE, this.reader.bytes(), RecordWriter.PLACE, length);
		int checksum = RecordWriter.checksum(new CRC32C(), this.writer.bytes(), 1, 64, length);
		assertThat(this.reader.accept(1, 64, length, checksum)).isTrue();
		this.reader.kind();
	}

	private String text(String text) {
		return text(this.texts, text);
	}

	private static String text(Recurring<String> texts, String text) {
		byte[] bytes = bytes(text);
		return texts.of(bytes, 0, bytes.length, () -> new String(bytes, StandardCharsets.UTF_8));
	}

	private String text(byte[] bytes, int start, int length) {
		return this.texts.of(bytes, start, length, () -> new String(bytes, start, length, StandardCharsets.UTF_8));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
