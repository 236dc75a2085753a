package dev.sluice.budget;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import dev.sluice.call.Caller;

/** Who can have a budget. */
public enum AccountKind {

	/** The caller's key, or the subject of its token. */
	KEY,

	/** The end user that the client names in its request. */
	USER,

	/** A team: what follows {@code team:} in a tag of the caller. */
	TEAM,

	/** The caller's organization. */
	ORGANIZATION,

	/** A tag of the caller. */
	TAG;

	/** Longer names are told apart by their digest. */
	private static final int LONGEST = 128;

	private static final String TEAM_TAG = "team:";

	/** The part of the kind that stands before an account's name. */
	String prefix() {
		return name().toLowerCase(Locale.ROOT) + ':';
	}

	/** The names of a caller's accounts of this kind; users are told by the call. */
	Collection<String> names(Caller caller) {
		return switch (this) {
			case KEY -> List.of(caller.id());
			case USER -> List.of();
			case TEAM -> caller.tags()
				.stream()
				.filter((tag) -> tag.startsWith(TEAM_TAG) && tag.length() > TEAM_TAG.length())
				.map((tag) -> tag.substring(TEAM_TAG.length()))
				.toList();
			case ORGANIZATION -> List.of(caller.tenant());
			case TAG -> caller.tags();
		};
	}

	/** The account in the ledger. Two tenants never share one. */
	String account(String tenant, String name) {
		return (this == ORGANIZATION) ? prefix() + bounded(tenant) : prefix() + bounded(tenant) + '/' + bounded(name);
	}

	// Clients choose the names of users; what a database might refuse must not get there.
	private static String bounded(String name) {
		boolean plain = name.length() <= LONGEST && name.chars()
			.noneMatch((letter) -> letter < ' ' || letter == 0x7F || Character.isSurrogate((char) letter));
		return plain ? name : "sha256:" + digest(name);
	}

	private static String digest(String name) {
		try {
			byte[] bytes = name.getBytes(StandardCharsets.UTF_16BE);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
