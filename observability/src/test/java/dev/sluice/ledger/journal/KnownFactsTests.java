package dev.sluice.ledger.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AttemptOpened;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What many openings have in common is never taken for what another one has. */
class KnownFactsTests {

	private static final long SALT = 42;

	private static final Facts FACTS = Facts.of(Attempts.opened(1));

	private final RecordWriter writer = new RecordWriter();

	private final RecordReader reader = new RecordReader();

	@ParameterizedTest
	@MethodSource("changes")
	void whateverChangesIsWrittenAndRead(UnaryOperator<Facts> change) {
		Facts changed = change.apply(FACTS);
		assertThat(FACTS.are(opened(changed))).isFalse();
		assertThat(changed.are(opened(changed))).isTrue();
		for (Facts facts : List.of(FACTS, FACTS, changed, FACTS, changed, changed)) {
			AttemptOpened attempt = opened(facts);
			assertThat(reread(attempt)).isEqualTo(attempt);
		}
	}

	static Stream<UnaryOperator<Facts>> changes() {
		return Stream
			.<UnaryOperator<String[]>>of(set(0, "evil"), set(1, "0123456789ac"), set(2, "ann"), set(2, ""), set(3, ""),
					set(3, null), set(3, "chat2"), set(4, "anthropic"), set(5, "anthropic"), set(6, "embeddings"),
					set(7, null), set(7, "gpt-4o-mino"), set(8, "openai"), set(9, null), set(9, "gpt-4o-mini-2024"),
					set(10, null), set(10, "key-2"), set(11, "local"), set(12, "false"), set(13, "blue"), set(14, "x"),
					set(15, "2"))
			.map((set) -> (facts) -> of(set.apply(texts(facts))));
	}

	@Test
	void whatComesAgainIsShared() {
		write(opened(FACTS));
		Facts first = this.reader.facts();
		write(opened(FACTS));
		assertThat(this.reader.facts()).isSameAs(first).isEqualTo(FACTS);
		assertThat(this.reader.number()).as("what follows").isEqualTo(1_234);
	}

	@Test
	void bytesThatEndEarlyAreNotWhatIsKnown() {
		write(opened(FACTS));
		Facts first = this.reader.facts();
		this.writer.begin(RecordKind.OPENED).facts(opened(FACTS));
		byte[] whole = this.writer.bytes().clone();
		int length = this.writer.length();
		for (int shorter = 2; shorter < length; shorter++) {
			System.arraycopy(whole, 0, this.reader.bytes(), 0, whole.length);
			accept(whole, shorter);
			assertThatIllegalArgumentException().isThrownBy(this.reader::facts);
		}
		System.arraycopy(whole, 0, this.reader.bytes(), 0, whole.length);
		accept(whole, length);
		assertThat(this.reader.facts()).isSameAs(first);
	}

	@Test
	void longFactsAreNotKept() {
		assertThat(isShared(ofBytes(KnownFacts.LONGEST))).isTrue();
		assertThat(isShared(ofBytes(KnownFacts.LONGEST + 1))).isFalse();
	}

	@Test
	void manyCallersTakeThePlacesOfOthers() {
		List<AttemptOpened> attempts = IntStream.range(0, 10 * KnownFacts.PLACES).mapToObj((i) -> {
			String[] texts = texts(FACTS);
			texts[1] = "caller-" + i;
			texts[9] = (i % 3 == 0) ? null : "model-" + i % 5;
			return opened(of(texts));
		}).toList();
		for (int round = 0; round < 2; round++) {
			assertThat(attempts).allSatisfy((attempt) -> assertThat(reread(attempt)).isEqualTo(attempt));
		}
	}

	@Test
	void whatIsTooLongForTheLedgerIsCutEachTimeItComes() {
		String[] texts = texts(FACTS);
		texts[10] = "c".repeat(201);
		AttemptOpened attempt = opened(of(texts));
		for (int time = 0; time < 3; time++) {
			assertThat(reread(attempt)).isEqualTo(attempt.cut()).isNotEqualTo(attempt);
		}
		assertThat(reread(attempt.cut())).isEqualTo(attempt.cut());
	}

	private boolean isShared(Facts facts) {
		write(opened(facts));
		Facts first = this.reader.facts();
		write(opened(facts));
		return this.reader.facts() == first;
	}

	@Test
	void whatBelongsToAnEndUserIsNotKept() {
		String[] user = texts(FACTS);
		user[2] = "ann";
		assertThat(isShared(of(user))).isFalse();
		String[] metadata = texts(FACTS);
		metadata[14] = "run-1";
		assertThat(isShared(of(metadata))).isFalse();
	}

	private Facts ofBytes(int length) {
		String[] texts = texts(FACTS);
		texts[7] = "u".repeat(500);
		int start = this.writer.begin(RecordKind.OPENED).end();
		int before = this.writer.facts(opened(of(texts))).end() - start;
		texts[7] = "u".repeat(500 + length - before);
		return of(texts);
	}

	private AttemptOpened reread(AttemptOpened attempt) {
		AttemptCodec.write(this.writer, attempt);
		accept(this.writer.bytes(), this.writer.length());
		return AttemptCodec.opened(this.reader);
	}

	private void write(AttemptOpened attempt) {
		this.writer.begin(RecordKind.OPENED).facts(attempt).number(1_234);
		accept(this.writer.bytes(), this.writer.length());
	}

	private void accept(byte[] bytes, int length) {
		System.arraycopy(bytes, 0, this.reader.bytes(), 0, RecordWriter.PLACE + length);
		assertThat(this.reader.accept(SALT, 64, length, RecordWriter.checksum(new CRC32C(), bytes, SALT, 64, length)))
			.isTrue();
		this.reader.kind();
	}

	private static AttemptOpened opened(Facts facts) {
		return facts.opened(new UUID(1, 2), "req_1", 1, Instant.ofEpochSecond(1_795_000_000L), 1_234,
				List.of(new AllowanceKey("org:acme", "lifetime")));
	}

	private static UnaryOperator<String[]> set(int index, String text) {
		return (texts) -> {
			texts[index] = text;
			return texts;
		};
	}

	private static String[] texts(Facts facts) {
		return new String[] { facts.tenant(), facts.caller(), facts.user(), facts.route(), facts.dialect(),
				facts.upstreamDialect(), facts.operation(), facts.requestedModel(), facts.provider(), facts.model(),
				facts.credential(), facts.tier(), String.valueOf(facts.streamed()), String.join(",", facts.tags()),
				facts.metadata().getOrDefault("x-run", ""), facts.priceVersion() };
	}

	private static Facts of(String... texts) {
		return new Facts(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7], texts[8],
				texts[9], texts[10], texts[11], Boolean.parseBoolean(texts[12]), List.of(texts[13].split(",")),
				texts[14].isEmpty() ? Map.of() : Map.of("x-run", texts[14]), texts[15]);
	}

}
