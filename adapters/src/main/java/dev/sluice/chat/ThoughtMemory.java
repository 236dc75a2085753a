package dev.sluice.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/**
 * What models thought before they called tools, for vendors that demand it back and
 * clients that drop it. It is found by the whole conversation before the call, so nobody
 * else's is ever taken for it. Bounded: what was not asked for longest goes first.
 */
final class ThoughtMemory {

	/** 16 MB. */
	private static final int MOST_CHARACTERS = 8 * 1024 * 1024;

	private final int most;

	private final Map<String, String> thoughts = new LinkedHashMap<>(16, 0.75f, true);

	private long characters;

	ThoughtMemory() {
		this(MOST_CHARACTERS);
	}

	ThoughtMemory(int most) {
		this.most = most;
	}

	/** Whether a model may refuse calls whose thoughts are missing. */
	static boolean concerns(Dialect upstream, TargetModel target, ChatRequest request) {
		return upstream == Dialect.OPENAI_CHAT && target.capabilities().can(Ability.REASONING_CONTENT)
				&& !request.tooling().tools().isEmpty();
	}

	// Held for the time of a look-up, and only by calls that concern it.
	synchronized void note(String turn, String thought) {
		String before = this.thoughts.put(turn, thought);
		this.characters += turn.length() + thought.length();
		this.characters -= (before != null) ? turn.length() + before.length() : 0;
		var oldest = this.thoughts.entrySet().iterator();
		while (this.characters > this.most && oldest.hasNext()) {
			Map.Entry<String, String> gone = oldest.next();
			this.characters -= gone.getKey().length() + gone.getValue().length();
			oldest.remove();
		}
	}

	private synchronized @Nullable String find(String turn) {
		return this.thoughts.get(turn);
	}

	/** The request with the thoughts in front of calls that lack them. */
	ChatRequest recall(ChatRequest request) {
		TurnDigest digest = new TurnDigest();
		List<Message> messages = new ArrayList<>(request.messages().size());
		boolean recalled = false;
		for (Message message : request.messages()) {
			String thought = lacksThoughts(message) ? find(digest.turn(calls(message))) : null;
			messages.add((thought != null) ? with(message, thought) : message);
			recalled |= thought != null;
			digest.add(message);
		}
		return recalled ? new ChatRequest(request.origin(), request.model(), messages, request.tooling(),
				request.output(), request.sampling(), request.reasoning(), request.user(), request.serviceTier(),
				request.extras()) : request;
	}

	private static boolean lacksThoughts(Message message) {
		return message.role() == Role.ASSISTANT
				&& message.content().stream().anyMatch(ContentBlock.ToolUse.class::isInstance)
				&& message.content()
					.stream()
					.noneMatch(
							(block) -> block instanceof ContentBlock.Thinking thinking && !thinking.text().isBlank());
	}

	private static List<String> calls(Message message) {
		return message.content()
			.stream()
			.filter(ContentBlock.ToolUse.class::isInstance)
			.map((block) -> ((ContentBlock.ToolUse) block).name())
			.toList();
	}

	private static Message with(Message message, String thought) {
		List<ContentBlock> content = new ArrayList<>();
		content.add(new ContentBlock.Thinking(thought, null));
		content.addAll(message.content());
		return new Message(message.role(), content, false, message.name(), message.extras());
	}

}
