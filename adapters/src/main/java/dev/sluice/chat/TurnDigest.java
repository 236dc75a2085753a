package dev.sluice.chat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A short name for a conversation so far: of what was said and called, not of
 * instructions, thoughts, marks and ids, which clients change on the way.
 */
final class TurnDigest {

	private final MessageDigest digest;

	TurnDigest() {
		try {
			this.digest = MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static TurnDigest of(List<Message> messages) {
		TurnDigest digest = new TurnDigest();
		messages.forEach(digest::add);
		return digest;
	}

	/** The name of a turn in which the model calls these tools. */
	String turn(List<String> calls) {
		try {
			MessageDigest before = (MessageDigest) this.digest.clone();
			return HexFormat.of().formatHex(before.digest()) + " " + String.join(" ", calls);
		}
		catch (CloneNotSupportedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	void add(Message message) {
		if (!message.role().instructs()) {
			part((message.role() == Role.ASSISTANT) ? "assistant" : "user");
			message.content().forEach(this::add);
		}
	}

	private void add(ContentBlock block) {
		if (block instanceof ContentBlock.Text text && !text.blank()) {
			part(text.text().strip());
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			part(use.name());
		}
		else if (block instanceof ContentBlock.ToolResult result) {
			result.content().forEach(this::add);
		}
	}

	private void part(String text) {
		this.digest.update(text.getBytes(StandardCharsets.UTF_8));
		this.digest.update((byte) 0);
	}

}
