package dev.sluice.ledger.journal;

/** What a record says. The codes are on disks: never change one. */
enum RecordKind {

	/** An attempt is about to be sent. */
	OPENED(1),
	/** An attempt has ended. */
	CLOSED(2),
	/** Nothing was sent. */
	VOIDED(3),
	/** An opening again, so that the segment of the first can be freed. */
	CARRIED(4),
	/** The opening just carried had ended before: forget it. */
	SETTLED(5);

	private static final RecordKind[] ALL = values();

	private final int code;

	RecordKind(int code) {
		this.code = code;
	}

	int code() {
		return this.code;
	}

	static RecordKind of(int code) {
		if (code < 1 || code > ALL.length) {
			throw new IllegalArgumentException("Unknown kind of record " + code);
		}
		return ALL[code - 1];
	}

}
