package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One message of a conversation.
 *
 * @param role who says it
 * @param content what it holds, in order
 * @param plain whether its text was written as one string instead of a list
 * @param name the participant's name, or null
 * @param extras what else the dialect said
 */
public record Message(Role role, List<ContentBlock> content, boolean plain, @Nullable String name, Extras extras) {

	/**
	 * A message with nothing but content.
	 * @param role who says it
	 * @param content what it holds
	 */
	public Message(Role role, List<ContentBlock> content) {
		this(role, content, false, null, Extras.NONE);
	}

}
