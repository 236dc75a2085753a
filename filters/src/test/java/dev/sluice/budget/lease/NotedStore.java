package dev.sluice.budget.lease;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;

/** Notes what is asked of a store, and of how many pots. */
record NotedStore(AllowanceStore store, List<String> asked) implements AllowanceStore {

	private <T> Mono<T> ask(String what, Mono<T> answer) {
		this.asked.add(what);
		return answer;
	}

	@Override
	public Mono<Instant> now() {
		return ask("now", this.store.now());
	}

	@Override
	public Mono<Lease> lease(List<Share> shares) {
		return ask("lease " + shares.size(), this.store.lease(shares));
	}

	@Override
	public Mono<Void> giveBack(List<Return> returns) {
		return ask("giveBack " + returns.size(), this.store.giveBack(returns));
	}

	@Override
	public Mono<List<Balance>> balances(Collection<AllowanceKey> keys) {
		return ask("balances " + keys.size(), this.store.balances(keys));
	}

	@Override
	public Mono<List<Want>> wanted() {
		return ask("wanted", this.store.wanted());
	}

}
