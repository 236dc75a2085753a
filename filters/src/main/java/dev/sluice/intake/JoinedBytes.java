package dev.sluice.intake;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/** A bound on the bytes of bodies that all calls together hold, in memory or in files. */
final class JoinedBytes {

	private final long limit;

	private final AtomicLong held = new AtomicLong();

	JoinedBytes(long limit) {
		this.limit = limit;
	}

	/** A permit for some bytes, or null when they would go over the bound. */
	@Nullable Permit reserve(long bytes) {
		return take(bytes) ? new Permit(this, bytes) : null;
	}

	long held() {
		return this.held.get();
	}

	private boolean take(long bytes) {
		if (this.held.addAndGet(bytes) <= this.limit) {
			return true;
		}
		this.held.addAndGet(-bytes);
		return false;
	}

	/** The bytes of one call. Released once; growing afterwards is refused. */
	static final class Permit extends AtomicLong {

		private static final long RELEASED = -1;

		private final transient JoinedBytes bound;

		private Permit(JoinedBytes bound, long bytes) {
			super(bytes);
			this.bound = bound;
		}

		/** Takes more bytes; false when they would go over the bound. */
		boolean grow(long bytes) {
			if (!this.bound.take(bytes)) {
				return false;
			}
			long now = get();
			while (now != RELEASED) {
				if (compareAndSet(now, now + bytes)) {
					return true;
				}
				now = get();
			}
			this.bound.held.addAndGet(-bytes);
			return false;
		}

		void release() {
			long bytes = getAndSet(RELEASED);
			if (bytes > 0) {
				this.bound.held.addAndGet(-bytes);
			}
		}

	}

}
