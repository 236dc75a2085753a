package dev.sluice.budget;

import java.util.List;
import java.util.stream.Stream;

import reactor.core.publisher.Mono;

/** Changes of policies that end with the process, where there is no database. */
final class MemoryPolicyStore implements PolicyStore {

	private Stored stored = Stored.NOTHING;

	@Override
	public Mono<Long> version() {
		return read().map(Stored::version);
	}

	@Override
	public synchronized Mono<Stored> read() {
		return Mono.just(this.stored);
	}

	@Override
	public Mono<Stored> change(long version, PolicyChange change) {
		return Mono.fromSupplier(() -> changed(version, change));
	}

	private synchronized Stored changed(long version, PolicyChange change) {
		if (this.stored.version() != version) {
			throw new Budgets.StaleVersionException(version, this.stored.version());
		}
		List<PolicyChange> changes = Stream
			.concat(this.stored.changes().stream().filter((old) -> !old.name().equals(change.name())),
					Stream.of(change))
			.toList();
		this.stored = new Stored(version + 1, changes);
		return this.stored;
	}

}
