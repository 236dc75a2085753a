package dev.sluice.budget;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongSupplier;

import dev.sluice.budget.lease.LeaseBank;
import dev.sluice.budget.lease.Purse;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.call.Target;
import dev.sluice.ledger.AttemptJournal;
import dev.sluice.ledger.AttemptOpened;

/** Writes each attempt down before it is sent. */
final class AttemptBook {

	private static final int LONGEST = 256;

	private final LeaseBank bank;

	private final AttemptJournal journal;

	private final AttemptIds ids;

	private final LongSupplier millis;

	private final List<String> metadataHeaders;

	AttemptBook(LeaseBank bank, AttemptJournal journal, AttemptIds ids, LongSupplier millis,
			List<String> metadataHeaders) {
		this.bank = bank;
		this.journal = journal;
		this.ids = ids;
		this.millis = millis;
		this.metadataHeaders = metadataHeaders;
	}

	/** The time by which attempts are priced and written down. */
	Instant now() {
		return Instant.ofEpochMilli(this.millis.getAsLong());
	}

	/**
	 * Opens an attempt whose money is held.
	 * @throws dev.sluice.call.GatewayException when it cannot be written down; the money
	 * is free again then
	 */
	Hold open(HoldRequest request, Instant at, Purse purse, long held, HoldPlan plan, long cap) {
		UUID id = this.ids.next();
		try {
			this.journal.opened(opened(id, request, at, purse, held, plan));
		}
		catch (RuntimeException ex) {
			this.bank.release(purse, held);
			throw ex;
		}
		return new AttemptHold(id, request.admission(), purse, held, plan, cap, this.bank, this.journal);
	}

	private AttemptOpened opened(UUID id, HoldRequest request, Instant at, Purse purse, long held, HoldPlan plan) {
		ClientCall call = request.call();
		Intent intent = request.intent();
		Caller caller = call.caller();
		Target target = intent.target();
		return new AttemptOpened(id, call.requestId(), intent.number(), at, caller.tenant(), caller.id(),
				call.envelope().user(), intent.route(), call.dialect().id(), intent.dialect().id(),
				call.dialect().operation().id(), call.envelope().model(), target.provider(), target.model(),
				target.credential(), target.tier(), call.envelope().stream(),
				caller.tags().isEmpty() ? List.of() : List.copyOf(caller.tags()), metadata(call),
				plan.quote().version(), held, purse.keys());
	}

	private Map<String, String> metadata(ClientCall call) {
		Map<String, String> found = Map.of();
		for (String header : this.metadataHeaders) {
			String value = call.headers().getFirst(header);
			if (value != null) {
				found = found.isEmpty() ? new LinkedHashMap<>() : found;
				found.put(header, (value.length() <= LONGEST) ? value : value.substring(0, LONGEST));
			}
		}
		return found;
	}

}
