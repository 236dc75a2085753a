package dev.sluice.chat.anthropic;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.CacheMark;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Field;
import dev.sluice.chat.json.JsonWriter;

import dev.sluice.call.Dialect;

/**
 * Writes cache marks within what the API takes: at most four, in the order of tools,
 * system, messages, and no long one behind a short one.
 */
final class CacheMarks {

	private static final int MOST = 4;

	private final boolean taken;

	private final Dialect origin;

	private final Dropped dropped;

	private int count;

	private boolean shortSeen;

	CacheMarks(boolean taken, Dialect origin, Dropped dropped) {
		this.taken = taken;
		this.origin = origin;
		this.dropped = dropped;
	}

	void write(@Nullable CacheMark mark, JsonWriter out) {
		if (mark == null || !this.taken) {
			return;
		}
		if (this.count == MOST) {
			this.dropped.add(Field.CACHE.in(this.origin));
			return;
		}
		this.count++;
		boolean lasting = "1h".equals(mark.ttl()) && !this.shortSeen;
		this.shortSeen |= !lasting;
		out.object("cache_control").member("type", "ephemeral");
		if (mark.ttl() != null) {
			out.member("ttl", lasting ? "1h" : "5m");
		}
		out.endObject();
	}

}
