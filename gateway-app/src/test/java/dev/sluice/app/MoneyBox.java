package dev.sluice.app;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.context.support.GenericApplicationContext;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;
import dev.sluice.call.Usage;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AttemptClosed;
import dev.sluice.ledger.AttemptJournal;
import dev.sluice.ledger.AttemptOpened;
import dev.sluice.ledger.BookingListener;
import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.price.PriceBook;
import dev.sluice.price.Quote;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Prices, journal and database of a gateway under test, in memory. Input costs 1 and
 * output 10 nano-dollars a token, a hundred times as much at models named dear.
 */
final class MoneyBox implements AllowanceStore, AttemptJournal, PriceBook {

	private final Map<AllowanceKey, long[]> rows = new HashMap<>();

	private final Map<UUID, AttemptOpened> open = new ConcurrentHashMap<>();

	private final Queue<Booked> booked = new ConcurrentLinkedQueue<>();

	private volatile @Nullable GenericApplicationContext context;

	private volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");

	private volatile boolean down;

	private volatile boolean full;

	/** One closed attempt. */
	record Booked(AttemptOpened opened, AttemptClosed closed) {
	}

	void register(GenericApplicationContext context) {
		this.context = context;
		context.registerBean("moneyBox", MoneyBox.class, () -> this);
	}

	void now(String time) {
		this.now = Instant.parse(time);
	}

	void down(boolean down) {
		this.down = down;
	}

	void full(boolean full) {
		this.full = full;
	}

	/** The attempts that have ended, once all have. */
	List<Booked> ended(int attempts) {
		CallBook.await(() -> this.booked.size() >= attempts && this.open.isEmpty());
		assertThat(this.booked).hasSize(attempts);
		assertThat(this.open).isEmpty();
		return List.copyOf(this.booked);
	}

	void forget() {
		CallBook.await(this.open::isEmpty);
		this.booked.clear();
	}

	synchronized long spent(String account) {
		return this.rows.entrySet()
			.stream()
			.filter((row) -> row.getKey().account().equals(account))
			.mapToLong((row) -> row.getValue()[0])
			.sum();
	}

	synchronized List<String> periods(String account) {
		return this.rows.keySet()
			.stream()
			.filter((key) -> key.account().equals(account))
			.map(AllowanceKey::period)
			.sorted()
			.toList();
	}

	@Override
	public Mono<Instant> now() {
		return ask(() -> this.now);
	}

	@Override
	public Mono<Lease> lease(List<Share> shares) {
		return ask(() -> {
			List<Refusal> refused = new ArrayList<>();
			for (Share share : shares) {
				long[] row = row(share.key());
				if (row[0] + row[1] + share.nanos() > share.limitNanos()) {
					refused.add(new Refusal(new Want(share.key(), 1), Long.MAX_VALUE));
				}
			}
			if (refused.isEmpty()) {
				shares.forEach((share) -> row(share.key())[1] += share.nanos());
			}
			return new Lease(refused.isEmpty(), refused, shares.stream().map((share) -> balance(share.key())).toList(),
					1);
		});
	}

	@Override
	public Mono<Void> giveBack(List<Return> returns) {
		return ask(() -> {
			returns.forEach((back) -> row(back.key())[1] -= back.nanos());
			return true;
		}).then();
	}

	@Override
	public Mono<List<Balance>> balances(Collection<AllowanceKey> keys) {
		return ask(() -> keys.stream().map(this::balance).toList());
	}

	@Override
	public Mono<List<Want>> wanted() {
		return ask(List::of);
	}

	private <T> Mono<T> ask(java.util.function.Supplier<T> answer) {
		return Mono.fromSupplier(() -> {
			if (this.down) {
				throw new IllegalStateException("the database is down");
			}
			synchronized (this) {
				return answer.get();
			}
		});
	}

	private long[] row(AllowanceKey key) {
		return this.rows.computeIfAbsent(key, (absent) -> new long[2]);
	}

	private Balance balance(AllowanceKey key) {
		long[] row = row(key);
		return new Balance(key, row[0], row[1], row[1], 0);
	}

	@Override
	public void opened(AttemptOpened attempt) {
		if (this.full) {
			throw new dev.sluice.call.GatewayException(dev.sluice.call.ErrorKind.BUDGET_UNAVAILABLE, "full");
		}
		this.open.put(attempt.id(), attempt);
	}

	@Override
	public void closed(AttemptClosed attempt) {
		AttemptOpened opened = this.open.get(attempt.id());
		this.booked.add(new Booked(opened, attempt));
		Map<AllowanceKey, Booking> bookings = new HashMap<>();
		synchronized (this) {
			long cost = Math.max(0, attempt.costNanos());
			for (AllowanceKey key : opened.accounts()) {
				long[] row = row(key);
				long lease = Math.min(cost, Math.max(0, row[1]));
				row[0] += cost;
				row[1] -= lease;
				bookings.put(key, new Booking(cost, lease));
			}
		}
		GenericApplicationContext running = this.context;
		if (running != null) {
			running.getBeanProvider(BookingListener.class).forEach((listener) -> listener.booked(bookings));
		}
		this.open.remove(attempt.id());
	}

	@Override
	public void voided(UUID id) {
		this.open.remove(id);
	}

	@Override
	public Quote quote(Target target, ClientCall call, Instant at) {
		String model = String.valueOf(target.model());
		return new FlatQuote(model.contains("free") ? 0 : model.contains("dear") ? 100 : 1,
				!model.contains("unpriced"));
	}

	private record FlatQuote(long factor, boolean known) implements Quote {

		@Override
		public String version() {
			return "flat";
		}

		@Override
		public long worstInputNanos(long tokens) {
			return this.known ? tokens * this.factor : Long.MAX_VALUE;
		}

		@Override
		public long outputNanos(long tokens) {
			return this.known ? tokens * this.factor * 10 : Long.MAX_VALUE;
		}

		@Override
		public long outputTokensFor(long nanos) {
			return (this.factor == 0) ? Long.MAX_VALUE : nanos / (this.factor * 10);
		}

		@Override
		public long requestNanos() {
			return 0;
		}

		@Override
		public long costNanos(Usage usage) {
			return (this.known && usage.known()) ? usage.input() * this.factor + usage.output() * this.factor * 10 : -1;
		}

		@Override
		public long baselineNanos(Usage usage) {
			return -1;
		}

		@Override
		public long contextTokens() {
			return -1;
		}

		@Override
		public long outputTokens() {
			return -1;
		}

	}

}
