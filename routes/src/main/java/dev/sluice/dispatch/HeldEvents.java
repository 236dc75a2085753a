package dev.sluice.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

/**
 * Lifecycle events that wait for the first content, so that until then another target can
 * be tried unseen.
 */
final class HeldEvents {

	// A provider that sends only preliminaries is let through before it fills the memory.
	private static final int LIMIT = 256 * 1024;

	private final List<ByteBuf> events = new ArrayList<>(2);

	private int bytes;

	/**
	 * Holds one more, which now belongs to this.
	 * @return whether there is room for another
	 */
	boolean hold(ByteBuf event) {
		this.events.add(event);
		this.bytes += event.readableBytes();
		return this.bytes <= LIMIT;
	}

	/** Gives all away, in their order. */
	void passTo(Consumer<ByteBuf> next) {
		this.events.forEach(next);
		this.events.clear();
	}

	void free() {
		passTo(ByteBuf::release);
	}

}
