package dev.sluice.chat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/**
 * A chat call in neutral blocks, as its client sent it.
 *
 * @param origin the dialect it was read from
 * @param model the model as the client named it
 * @param messages the conversation; system messages stand where the client put them,
 * those in front stand first
 * @param tooling what it says of tools
 * @param output what it wants of the answer
 * @param sampling how tokens are drawn
 * @param reasoning what it says of thinking
 * @param user the end user's id, or null
 * @param serviceTier the wanted tier in the origin's words, or null
 * @param extras what has no neutral meaning
 */
public record ChatRequest(Dialect origin, String model, List<Message> messages, Tooling tooling, Output output,
		Sampling sampling, Reasoning reasoning, @Nullable String user, @Nullable String serviceTier, Extras extras) {

	/**
	 * The names of the tools that earlier turns called, which some dialects want beside
	 * results.
	 * @return names by the ids of the calls
	 */
	public Map<String, String> toolNames() {
		Map<String, String> names = new HashMap<>();
		for (Message message : this.messages) {
			for (ContentBlock block : message.content()) {
				if (block instanceof ContentBlock.ToolUse use) {
					names.put(use.id(), use.name());
				}
			}
		}
		return names;
	}

}
