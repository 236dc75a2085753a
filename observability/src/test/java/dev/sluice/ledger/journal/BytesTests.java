package dev.sluice.ledger.journal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BytesTests {

	@Test
	void numbersOfEveryLengthAreTheirGroupsOfSevenBits() {
		SplittableRandom random = new SplittableRandom(7);
		for (int bits = 0; bits <= 64; bits++) {
			for (int i = 0; i < 100; i++) {
				check((bits == 0) ? 0 : random.nextLong() >>> (64 - bits));
			}
			long edge = (bits == 64) ? 0 : 1L << bits;
			check(edge - 1);
			check(edge);
			check(edge + 1);
		}
	}

	private static void check(long number) {
		byte[] bytes = new byte[13];
		Arrays.fill(bytes, (byte) 0x55);
		int end = Bytes.putNumber(bytes, 3, number);
		assertThat(Arrays.copyOfRange(bytes, 3, end)).as("%x", number).isEqualTo(slowly(number));
		assertThat(Arrays.copyOf(bytes, 3)).containsOnly(0x55);
	}

	private static byte[] slowly(long number) {
		ByteArrayOutputStream groups = new ByteArrayOutputStream();
		long left = number;
		for (; Long.compareUnsigned(left, 0x7F) > 0; left >>>= 7) {
			groups.write((int) (left & 0x7F) | 0x80);
		}
		groups.write((int) left);
		return groups.toByteArray();
	}

}
