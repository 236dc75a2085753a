package dev.sluice.chat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tells the thoughts of a stream apart whose provider writes them between tags. */
final class TaggedEvents implements Consumer<ChatEvent> {

	private final Consumer<ChatEvent> next;

	private final boolean first;

	private final Map<Integer, TaggedText> choices = new LinkedHashMap<>();

	TaggedEvents(boolean first, Consumer<ChatEvent> next) {
		this.first = first;
		this.next = next;
	}

	@Override
	public void accept(ChatEvent event) {
		if (event instanceof ChatEvent.TextDelta delta) {
			of(delta.choice()).add(delta.text());
			return;
		}
		if (event instanceof ChatEvent.ThinkingDelta delta) {
			of(delta.choice()).off();
		}
		else if (event instanceof ChatEvent.ToolStarted || event instanceof ChatEvent.Finished
				|| event instanceof ChatEvent.Failed) {
			this.choices.values().forEach(TaggedText::end);
		}
		this.next.accept(event);
	}

	private TaggedText of(int choice) {
		return this.choices.computeIfAbsent(choice,
				(number) -> new TaggedText(this.first,
						(thought) -> this.next.accept(new ChatEvent.ThinkingDelta(number, thought)),
						(said) -> this.next.accept(new ChatEvent.TextDelta(number, said))));
	}

}
