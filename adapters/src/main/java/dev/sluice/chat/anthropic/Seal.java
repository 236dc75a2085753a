package dev.sluice.chat.anthropic;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Signature;

/**
 * Signatures on this wire. Those of other dialects travel through this one's clients with
 * their dialect's name in front, so that they find back to who made them.
 */
final class Seal {

	private static final String FOREIGN = "sluice.";

	private Seal() {
	}

	static @Nullable Signature read(@Nullable String wire) {
		if (wire == null || wire.isBlank()) {
			return null;
		}
		if (wire.startsWith(FOREIGN)) {
			int dot = wire.indexOf('.', FOREIGN.length());
			Dialect by = (dot > 0) ? Dialect.byId(wire.substring(FOREIGN.length(), dot)) : null;
			if (by != null && dot + 1 < wire.length()) {
				return new Signature(by, wire.substring(dot + 1));
			}
		}
		return new Signature(Dialect.ANTHROPIC_MESSAGES, wire);
	}

	/**
	 * The text on the wire; empty for none, which clients accept.
	 */
	static String write(@Nullable Signature seal) {
		if (seal == null) {
			return "";
		}
		return own(seal) ? seal.value() : FOREIGN + seal.by().id() + "." + seal.value();
	}

	static boolean own(@Nullable Signature seal) {
		return seal != null && seal.by() == Dialect.ANTHROPIC_MESSAGES;
	}

}
