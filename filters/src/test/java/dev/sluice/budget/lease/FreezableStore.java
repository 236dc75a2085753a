package dev.sluice.budget.lease;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;

import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;

/** A store that may stop answering, or whose answers may be lost. */
public record FreezableStore(AllowanceStore store, BooleanSupplier frozen,
		BooleanSupplier deaf) implements AllowanceStore {

	private <T> Mono<T> unlessFrozen(Mono<T> answer) {
		return Mono.defer(() -> {
			if (this.frozen.getAsBoolean()) {
				return Mono.never();
			}
			return this.deaf.getAsBoolean() ? answer.then(Mono.error(new IllegalStateException("the answer was lost")))
					: answer;
		});
	}

	@Override
	public Mono<Instant> now() {
		return unlessFrozen(this.store.now());
	}

	@Override
	public Mono<Lease> lease(List<Share> shares) {
		return unlessFrozen(this.store.lease(shares));
	}

	@Override
	public Mono<Void> giveBack(List<Return> returns) {
		return unlessFrozen(this.store.giveBack(returns));
	}

	@Override
	public Mono<List<Balance>> balances(Collection<AllowanceKey> keys) {
		return unlessFrozen(this.store.balances(keys));
	}

	@Override
	public Mono<List<Want>> wanted() {
		return unlessFrozen(this.store.wanted());
	}

}
