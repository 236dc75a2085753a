package dev.sluice.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptJournal;
import dev.sluice.ledger.AttemptOpened;

/** A journal in memory. */
final class JournalLog implements AttemptJournal {

	final List<AttemptOpened> opened = new ArrayList<>();

	final List<AttemptClosed> closed = new ArrayList<>();

	final List<UUID> voided = new ArrayList<>();

	Consumer<AttemptClosed> onClosed = (attempt) -> {
	};

	boolean full;

	@Override
	public void opened(AttemptOpened attempt) {
		if (this.full) {
			throw new GatewayException(ErrorKind.BUDGET_UNAVAILABLE, "full");
		}
		this.opened.add(attempt);
	}

	@Override
	public void closed(AttemptClosed attempt) {
		this.onClosed.accept(attempt);
		this.closed.add(attempt);
	}

	@Override
	public void voided(UUID id) {
		this.voided.add(id);
	}

	long held() {
		return this.opened.get(this.opened.size() - 1).heldNanos();
	}

}
