package dev.sluice.budget.lease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.BookingListener.Booking;

/** The database's side of allowances, in memory and for any number of nodes. */
public final class SharedMoney {

	private final Map<AllowanceKey, Row> rows = new HashMap<>();

	private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

	private volatile boolean down;

	private int violations;

	private long commits;

	/** What one node sees. */
	public synchronized AllowanceStore node(String id) {
		// What a former process of the node had leased goes back when its journal is
		// replayed.
		this.rows.values().forEach((row) -> row.leases.remove(id));
		return new Node(id);
	}

	public void now(Instant now) {
		this.now = now;
	}

	public void down(boolean down) {
		this.down = down;
	}

	public synchronized int violations() {
		return this.violations;
	}

	public synchronized long commits() {
		return this.commits;
	}

	public synchronized long spent(AllowanceKey key) {
		return row(key).spent;
	}

	public synchronized long leased(AllowanceKey key) {
		return row(key).leased();
	}

	public synchronized Set<AllowanceKey> keys() {
		return new HashSet<>(this.rows.keySet());
	}

	/** Books costs, as the flusher does. */
	public synchronized Map<AllowanceKey, Booking> book(String node, Map<AllowanceKey, Long> costs) {
		Map<AllowanceKey, Booking> booked = new HashMap<>();
		costs.forEach((key, cost) -> {
			Row row = row(key);
			long lease = Math.min(cost, Math.max(0, row.leases.getOrDefault(node, 0L)));
			row.spent += cost;
			row.add(node, -lease);
			booked.put(key, new Booking(cost, lease));
			row.overrun += cost - lease;
		});
		check();
		return booked;
	}

	/** Changes what is spent, as a correction does. */
	public synchronized void correct(AllowanceKey key, long nanos) {
		row(key).spent += nanos;
	}

	private Row row(AllowanceKey key) {
		return this.rows.computeIfAbsent(key, (absent) -> new Row());
	}

	private void check() {
		this.commits++;
		for (Row row : this.rows.values()) {
			if (row.spent + row.leased() > row.limit + row.overrun) {
				this.violations++;
			}
		}
	}

	private static final class Row {

		private long spent;

		private long limit = Long.MAX_VALUE / 2;

		private long overrun;

		private final Map<String, Long> leases = new HashMap<>();

		private final Map<String, Long> answered = new HashMap<>();

		private @Nullable String wantedBy;

		private long wants;

		long leased() {
			return this.leases.values().stream().mapToLong(Long::longValue).sum();
		}

		void noLongerWantedBy(String node) {
			this.wantedBy = node.equals(this.wantedBy) ? null : this.wantedBy;
		}

		void want(String node) {
			this.wants++;
			this.wantedBy = (this.wantedBy == null || this.wantedBy.equals(node)) ? node : "*";
		}

		long answeredByOthers(String node) {
			return this.leases.entrySet()
				.stream()
				.filter((lease) -> lease.getValue() > 0 && !lease.getKey().equals(node))
				.mapToLong((lease) -> this.answered.getOrDefault(lease.getKey(), 0L))
				.min()
				.orElse(Long.MAX_VALUE);
		}

		boolean isWantedByAnother(String node) {
			return this.wantedBy != null && !this.wantedBy.equals(node);
		}

		void add(String node, long nanos) {
			this.leases.merge(node, nanos, Long::sum);
		}

	}

	private final class Node implements AllowanceStore {

		private final String id;

		Node(String id) {
			this.id = id;
		}

		private <T> Mono<T> ask(Supplier<T> answer) {
			return Mono.fromSupplier(() -> {
				if (SharedMoney.this.down) {
					throw new IllegalStateException("the database is down");
				}
				synchronized (SharedMoney.this) {
					return answer.get();
				}
			});
		}

		@Override
		public Mono<Instant> now() {
			return ask(() -> SharedMoney.this.now);
		}

		@Override
		public Mono<Lease> lease(List<Share> shares) {
			return ask(() -> {
				List<Refusal> refused = new ArrayList<>();
				for (Share share : shares) {
					Row row = row(share.key());
					row.limit = share.limitNanos();
					if (row.spent + row.leased() + share.nanos() > share.limitNanos()) {
						row.want(this.id);
						refused.add(new Refusal(new Want(share.key(), row.wants), row.answeredByOthers(this.id)));
					}
				}
				if (refused.isEmpty()) {
					shares.forEach((share) -> row(share.key()).add(this.id, share.nanos()));
					shares.forEach((share) -> row(share.key()).answered.remove(this.id));
					shares.forEach((share) -> row(share.key()).noLongerWantedBy(this.id));
				}
				check();
				return new Lease(refused.isEmpty(), refused,
						shares.stream().map((share) -> balance(share.key())).toList(), nodes(shares));
			});
		}

		private int nodes(List<Share> shares) {
			Set<String> nodes = new HashSet<>();
			for (Share share : shares) {
				row(share.key()).leases.forEach((node, nanos) -> {
					if (nanos > 0) {
						nodes.add(node);
					}
				});
			}
			return Math.max(1, nodes.size());
		}

		@Override
		public Mono<Void> giveBack(List<Return> returns) {
			return ask(() -> {
				for (Return back : returns) {
					Row row = row(back.key());
					row.add(this.id, -Math.min(back.nanos(), row.leases.getOrDefault(this.id, 0L)));
					row.answered.merge(this.id, back.answers(), Math::max);
				}
				check();
				return true;
			}).then();
		}

		@Override
		public Mono<List<Balance>> balances(Collection<AllowanceKey> keys) {
			return ask(() -> keys.stream().filter(SharedMoney.this.rows::containsKey).map(this::balance).toList());
		}

		private Balance balance(AllowanceKey key) {
			Row row = row(key);
			return new Balance(key, row.spent, row.leased(), row.leases.getOrDefault(this.id, 0L), row.limit);
		}

		@Override
		public Mono<List<Want>> wanted() {
			return ask(() -> SharedMoney.this.rows.entrySet()
				.stream()
				.filter((entry) -> entry.getValue().leases.getOrDefault(this.id, 0L) > 0
						&& entry.getValue().isWantedByAnother(this.id))
				.map((entry) -> new Want(entry.getKey(), entry.getValue().wants))
				.toList());
		}

	}

}
