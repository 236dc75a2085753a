package dev.sluice.simulator;

import java.util.List;
import java.util.Map;

/**
 * A call as it goes on. Written by its event loop only, read by anyone.
 */
final class OngoingCall {

	private final long id;

	private final Head head;

	private final long openedNanos = System.nanoTime();

	private boolean inLog;

	private volatile byte[] body = {};

	private volatile long bodyBytes;

	private volatile long firstByteNanos;

	private volatile long closedNanos;

	private volatile long bytesWritten;

	private volatile CallEnding ending = CallEnding.OPEN;

	OngoingCall(long id, Head head) {
		this.id = id;
		this.head = head;
	}

	long id() {
		return this.id;
	}

	Head head() {
		return this.head;
	}

	boolean firstLogged() {
		boolean first = !this.inLog;
		this.inLog = true;
		return first;
	}

	int loggedBytes() {
		return this.body.length;
	}

	boolean open() {
		return this.ending == CallEnding.OPEN;
	}

	void received(byte[] logged, long bytes) {
		this.body = logged;
		this.bodyBytes = bytes;
	}

	void wrote(int bytes) {
		if (this.firstByteNanos == 0) {
			this.firstByteNanos = System.nanoTime();
		}
		long before = this.bytesWritten;
		this.bytesWritten = before + bytes;
	}

	/**
	 * Ends the call, once.
	 */
	boolean ended(CallEnding how) {
		if (!open()) {
			return false;
		}
		this.closedNanos = System.nanoTime();
		this.ending = how;
		return true;
	}

	LoggedCall logged() {
		return new LoggedCall(this.id, this.head.method, this.head.path, this.head.query, this.head.headers, this.body,
				this.bodyBytes, this.openedNanos, this.firstByteNanos, this.closedNanos, this.bytesWritten,
				this.ending);
	}

	/** The request line and headers. */
	record Head(String method, String path, String query, Map<String, List<String>> headers) {

		String header(String name) {
			List<String> values = this.headers.get(name);
			return (values != null) ? String.join(" ", values) : "";
		}

	}

}
