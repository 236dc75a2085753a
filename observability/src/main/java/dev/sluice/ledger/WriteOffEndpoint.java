package dev.sluice.ledger;

import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

import reactor.core.publisher.Mono;

import dev.sluice.admin.AdminHandler;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.AdminRequest;
import dev.sluice.store.SluiceDatabase;

/**
 * {@code POST /nodes/{node}/write-off}: counts what a lost node had leased as spent at
 * once, instead of a day later. A node that was seen within two minutes is not lost.
 */
final class WriteOffEndpoint implements AdminHandler {

	private static final int SILENCE = 120;

	private final SluiceDatabase database;

	private final LostNodes lost;

	private final String node;

	WriteOffEndpoint(SluiceDatabase database, LostNodes lost, String node) {
		this.database = database;
		this.lost = lost;
		this.node = node;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		String gone = request.variable("node");
		if (gone.equals(this.node)) {
			throw Readers.wrong("node", "This is the node itself; it is not lost.");
		}
		return this.database.now()
			.flatMap((now) -> this.lost.writeOff(gone, now.minus(SILENCE, ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)))
			.onErrorMap(Readers::unavailable)
			.map((count) -> AdminReply.ok(new WrittenOff(gone, count)));
	}

	private record WrittenOff(String node, long allowances) {
	}

}
