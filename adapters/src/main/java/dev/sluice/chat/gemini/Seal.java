package dev.sluice.chat.gemini;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Signature;

/**
 * Seals on this wire, which are bytes in base64. Those of other dialects travel through
 * this one's clients with their dialect's name in front, so that they find back to who
 * made them.
 */
final class Seal {

	private static final String FOREIGN = "sluice.";

	private static final String ENCODED = Base64.getEncoder()
		.withoutPadding()
		.encodeToString(FOREIGN.substring(0, 6).getBytes(StandardCharsets.US_ASCII));

	/** Follows the dialect of thoughts that only their provider can read. */
	private static final String REDACTED = "+";

	private Seal() {
	}

	static Signature read(String wire) {
		if (wire.startsWith(ENCODED)) {
			Signature foreign = foreign(wire);
			if (foreign != null) {
				return foreign;
			}
		}
		return new Signature(Dialect.GEMINI_GENERATE, wire);
	}

	private static @Nullable Signature foreign(String wire) {
		try {
			String text = new String(Base64.getDecoder().decode(wire), StandardCharsets.UTF_8);
			int dot = text.indexOf('.', FOREIGN.length());
			Dialect by = (text.startsWith(FOREIGN) && dot > 0)
					? Dialect.byId(text.substring(FOREIGN.length(), dot).replace(REDACTED, "")) : null;
			return (by != null && dot + 1 < text.length()) ? new Signature(by, text.substring(dot + 1)) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	/**
	 * Whether a seal holds thoughts that only their provider can read.
	 */
	static boolean isRedacted(String wire) {
		if (!wire.startsWith(ENCODED)) {
			return false;
		}
		try {
			String text = new String(Base64.getDecoder().decode(wire), StandardCharsets.UTF_8);
			int dot = text.indexOf('.', FOREIGN.length());
			return dot > 0 && text.startsWith(REDACTED, dot - 1);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	static String write(Signature seal) {
		return (seal.by() == Dialect.GEMINI_GENERATE) ? seal.value() : encoded(seal, "");
	}

	static String redacted(Signature data) {
		return encoded(data, REDACTED);
	}

	private static String encoded(Signature seal, String mark) {
		String text = FOREIGN + seal.by().id() + mark + "." + seal.value();
		return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

}
