package dev.sluice.chat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Bends the events of a stream back to what the client asked. */
final class ReversedEvents implements Consumer<ChatEvent> {

	private final Reversal reversal;

	private final Consumer<ChatEvent> next;

	private final Map<Long, HeldText> wrapped = new HashMap<>();

	private final Set<Long> structured = new HashSet<>();

	private final Map<Integer, Integer> called = new HashMap<>();

	private final Map<Long, Integer> numbers = new HashMap<>();

	ReversedEvents(Reversal reversal, Consumer<ChatEvent> next) {
		this.reversal = reversal;
		this.next = reversal.isTagged() ? new TaggedEvents(reversal.thoughtsFirst(), next) : next;
	}

	@Override
	public void accept(ChatEvent event) {
		if (event instanceof ChatEvent.ToolStarted started) {
			started(started);
		}
		else if (event instanceof ChatEvent.ToolArguments more) {
			arguments(more);
		}
		else if (event instanceof ChatEvent.BlockEnded ended && ended.tool() >= 0) {
			ended(ended.choice(), ended.tool());
		}
		else if (event instanceof ChatEvent.Finished finished) {
			finished(finished);
		}
		else {
			this.next.accept(event);
		}
	}

	private void started(ChatEvent.ToolStarted started) {
		long key = key(started.choice(), started.tool());
		if (this.reversal.isStructured(started.name())) {
			this.structured.add(key);
			return;
		}
		boolean custom = this.reversal.isCustom(started.name());
		if (custom) {
			this.wrapped.put(key, new HeldText());
		}
		// Numbers stay without gaps when the structured tool is taken out.
		int number = this.called.merge(started.choice(), 1, Integer::sum) - 1;
		this.numbers.put(key, number);
		this.next.accept(new ChatEvent.ToolStarted(started.choice(), number, started.id(),
				this.reversal.originalName(started.name()), custom || started.custom(), started.signature()));
	}

	private void arguments(ChatEvent.ToolArguments more) {
		long key = key(more.choice(), more.tool());
		HeldText held = this.wrapped.get(key);
		if (this.structured.contains(key)) {
			this.next.accept(new ChatEvent.TextDelta(more.choice(), more.fragment()));
		}
		else if (held != null) {
			held.add(more.fragment());
		}
		else {
			this.next.accept(new ChatEvent.ToolArguments(more.choice(), number(key, more.tool()), more.fragment()));
		}
	}

	private void ended(int choice, int tool) {
		long key = key(choice, tool);
		if (this.structured.contains(key)) {
			this.next.accept(new ChatEvent.BlockEnded(choice, -1));
			return;
		}
		release(key);
		this.next.accept(new ChatEvent.BlockEnded(choice, number(key, tool)));
	}

	private void release(long key) {
		HeldText held = this.wrapped.remove(key);
		String arguments = (held != null) ? held.take() : "";
		if (!arguments.isEmpty()) {
			String text = ReversedAnswer.unwrapped(arguments);
			if (!text.isEmpty()) {
				int choice = (int) (key >> 32);
				this.next.accept(new ChatEvent.ToolArguments(choice, number(key, 0), text));
			}
		}
	}

	private void finished(ChatEvent.Finished finished) {
		this.wrapped.keySet()
			.stream()
			.filter((key) -> key >> 32 == finished.choice())
			.sorted()
			.toList()
			.forEach(this::release);
		boolean none = this.called.getOrDefault(finished.choice(), 0) == 0;
		this.next.accept(
				none ? new ChatEvent.Finished(finished.choice(), ReversedAnswer.finish(finished.finish())) : finished);
	}

	private int number(long key, int otherwise) {
		return this.numbers.getOrDefault(key, otherwise);
	}

	private static long key(int choice, int tool) {
		return ((long) choice << 32) | tool;
	}

}
