package dev.sluice.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;

/**
 * Puts the events of a stream together to a whole answer. Bounded: a provider cannot fill
 * the memory.
 */
final class GatheredAnswer {

	private static final int MOST = 16 * 1024 * 1024;

	private final TreeMap<Integer, GatheredChoice> choices = new TreeMap<>();

	private ChatEvent.@Nullable Started started;

	private Usage usage = Usage.UNKNOWN;

	private int length;

	void take(ChatEvent event) {
		if (event instanceof ChatEvent.Started begun) {
			this.started = begun;
		}
		else if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else {
			GatheredChoice choice = this.choices.computeIfAbsent(event.choice(), GatheredChoice::new);
			this.length += choice.take(event);
			if (this.length > MOST) {
				throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
						"The provider sent a stream that is too long to be put together to one answer.");
			}
		}
	}

	ChatAnswer answer() {
		List<ChatAnswer.Choice> all = new ArrayList<>();
		this.choices.values().forEach((choice) -> all.add(choice.choice()));
		if (all.isEmpty()) {
			all.add(new GatheredChoice(0).choice());
		}
		ChatEvent.Started begun = this.started;
		return new ChatAnswer((begun != null) ? begun.id() : null, (begun != null) ? begun.model() : null,
				(begun != null) ? begun.created() : -1, List.copyOf(all), this.usage, Extras.NONE);
	}

}
