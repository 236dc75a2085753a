package dev.sluice.bench.upstream;

/** What happened so far. Touched by the one event loop only. */
final class Counts {

	/** Answers begun. */
	long calls;

	/** Reads from sockets. */
	long reads;

	/** Flushes to sockets. */
	long flushes;

	/** Stream events written, end marks included. */
	long events;

	/** Streams that the caller left before their end. */
	long abandoned;

	String json() {
		return "{\"calls\":" + this.calls + ",\"reads\":" + this.reads + ",\"flushes\":" + this.flushes + ",\"events\":"
				+ this.events + ",\"abandoned\":" + this.abandoned + "}";
	}

}
