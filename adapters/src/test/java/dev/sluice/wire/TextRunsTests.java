package dev.sluice.wire;

import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextRunsTests {

	private static final byte[] LETTERS = { 'a', '\n', '\r', 9, 11, 12, 14, 0, -1, -118, -115, 127, ' ', 'z', 'z',
			'z' };

	@Test
	void findsTheEndOfALineWhereverItStands() {
		Random random = new Random(7);
		for (int i = 0; i < 100_000; i++) {
			byte[] bytes = new byte[random.nextInt(28)];
			for (int at = 0; at < bytes.length; at++) {
				bytes[at] = LETTERS[random.nextInt(LETTERS.length)];
			}
			int from = random.nextInt(bytes.length + 1);
			int to = from + random.nextInt(bytes.length - from + 1);
			assertThat(TextRuns.toLineEnd(bytes, from, to)).as("of case %d", i)
				.isEqualTo(letterByLetter(bytes, from, to));
		}
	}

	private static int letterByLetter(byte[] bytes, int from, int to) {
		int at = from;
		while (at < to && bytes[at] != '\n' && bytes[at] != '\r') {
			at++;
		}
		return at;
	}

}
