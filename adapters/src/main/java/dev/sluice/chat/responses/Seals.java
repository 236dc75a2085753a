package dev.sluice.chat.responses;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Signature;

/**
 * Carries sealed reasoning in {@code encrypted_content}. That of other dialects is packed
 * with its text, because clients may leave the summary out when they send an item back;
 * that of this dialect keeps the id of its item beside its cipher text.
 */
final class Seals {

	private static final String PACKED = "sluice.";

	/** Stands for the text of reasoning that only its provider can read. */
	private static final String REDACTED = "-";

	private static final char AFTER_ID = '|';

	private Seals() {
	}

	/**
	 * The reasoning of an item, or null when it holds nothing to keep.
	 */
	static @Nullable ContentBlock read(@Nullable String id, String text, @Nullable String encrypted) {
		if (encrypted != null && encrypted.startsWith(PACKED)) {
			return unpack(encrypted);
		}
		if (encrypted == null && id == null) {
			return text.isEmpty() ? null : new ContentBlock.Thinking(text, null);
		}
		return new ContentBlock.Thinking(text, own(id, encrypted));
	}

	/**
	 * The seal of this dialect.
	 */
	static Signature own(@Nullable String id, @Nullable String encrypted) {
		return new Signature(Dialect.OPENAI_RESPONSES,
				((id != null) ? id : "") + AFTER_ID + ((encrypted != null) ? encrypted : ""));
	}

	/**
	 * The id of the item that a seal of this dialect came from, or null.
	 */
	static @Nullable String id(Signature own) {
		int end = own.value().indexOf(AFTER_ID);
		return (end > 0) ? own.value().substring(0, end) : null;
	}

	/**
	 * The cipher text of a seal of this dialect, or null.
	 */
	static @Nullable String cipher(Signature own) {
		String cipher = own.value().substring(own.value().indexOf(AFTER_ID) + 1);
		return cipher.isEmpty() ? null : cipher;
	}

	static boolean own(@Nullable Signature seal) {
		return seal != null && seal.by() == Dialect.OPENAI_RESPONSES;
	}

	/**
	 * What stands in {@code encrypted_content}, or null for nothing.
	 */
	static @Nullable String write(@Nullable Signature seal, @Nullable String text) {
		if (seal == null) {
			return null;
		}
		if (own(seal)) {
			return cipher(seal);
		}
		return PACKED + seal.by().id() + "." + ((text != null) ? encode(text) : REDACTED) + "." + seal.value();
	}

	private static String encode(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static @Nullable ContentBlock unpack(String packed) {
		String[] parts = packed.split("\\.", 4);
		Dialect by = (parts.length == 4) ? Dialect.byId(parts[1]) : null;
		if (by == null || parts[3].isEmpty()) {
			return null;
		}
		Signature seal = new Signature(by, parts[3]);
		if (parts[2].equals(REDACTED)) {
			return new ContentBlock.RedactedThinking(seal);
		}
		try {
			String text = new String(Base64.getUrlDecoder().decode(parts[2]), StandardCharsets.UTF_8);
			return new ContentBlock.Thinking(text, seal);
		}
		catch (IllegalArgumentException ex) {
			// Not as we wrote it: without its text the seal is worth nothing.
			return null;
		}
	}

}
