package dev.sluice.chat.image;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/** The proportions of pictures, as models name them. */
final class AspectRatio {

	private static final Set<String> KNOWN = Set.of("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9",
			"21:9");

	private static final int LONGEST = 5;

	private AspectRatio() {
	}

	/**
	 * The proportions of a size.
	 * @param size such as {@code 1024x1536}
	 * @return such as {@code 2:3}, or null when no model knows them
	 */
	static @Nullable String of(String size) {
		int cross = size.indexOf('x');
		int width = side(size, 0, cross);
		int height = side(size, cross + 1, size.length());
		if (width <= 0 || height <= 0) {
			return null;
		}
		int divisor = divisor(width, height);
		String ratio = width / divisor + ":" + height / divisor;
		return switch (ratio) {
			// What OpenAI's models call wide and tall.
			case "7:4" -> "16:9";
			case "4:7" -> "9:16";
			default -> KNOWN.contains(ratio) ? ratio : null;
		};
	}

	private static int side(String size, int from, int to) {
		if (to <= from || to - from > LONGEST) {
			return -1;
		}
		for (int i = from; i < to; i++) {
			if (size.charAt(i) < '0' || size.charAt(i) > '9') {
				return -1;
			}
		}
		return Integer.parseInt(size, from, to, 10);
	}

	private static int divisor(int a, int b) {
		return (b == 0) ? a : divisor(b, a % b);
	}

}
