package dev.sluice.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import reactor.core.publisher.Mono;

import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SqlSession;
import dev.sluice.store.StoreUnavailableException;

/** The allowances in the database, leased in one transaction each. */
final class SqlAllowanceStore implements AllowanceStore {

	private static final String WANTED = "select a.account, a.period, a.wants from lease l join allowance a"
			+ " on a.account = l.account and a.period = l.period where l.node_id = $1 and l.nanos > 0"
			+ " and a.wanted_by <> $2 and a.wanted_until > current_timestamp order by a.account, a.period limit 1000";

	/** For how long a question waits for the end of the replay. */
	private static final Duration REPLAY_TIME = Duration.ofSeconds(10);

	private final SluiceDatabase database;

	private final PotTable pots;

	private final Mono<Void> open;

	/**
	 * Creates a store.
	 * @param database where the allowances are
	 * @param pots the tables, as this node changes them
	 * @param open completes when the pots stand as this node left them: after the replay
	 * of the journal
	 */
	SqlAllowanceStore(SluiceDatabase database, PotTable pots, Mono<Void> open) {
		this.database = database;
		this.pots = pots;
		this.open = open.timeout(REPLAY_TIME, Mono.error(() -> new StoreUnavailableException(
				"What a former process of this node has spent is still being booked.", null, false)));
	}

	@Override
	public Mono<Instant> now() {
		return this.database.now();
	}

	@Override
	public Mono<Lease> lease(List<Share> shares) {
		return this.open.then(Mono.defer(() -> grant(shares)))
			.switchIfEmpty(Mono.defer(() -> make(shares).then(grant(shares))))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("A pot vanished while it was leased.")));
	}

	@Override
	public Mono<Void> giveBack(List<Return> returns) {
		Map<AllowanceKey, Return> byKey = returns.stream().collect(Collectors.toMap(Return::key, Function.identity()));
		return this.open.then(this.database.transaction((session) -> this.pots.lock(session, byKey.keySet())
			.flatMap((rows) -> this.pots.change(session,
					rows.stream()
						.map((row) -> returned(row, at(byKey, row.key())))
						.filter(PotChange::changesLease)
						.toList()))
			.then(this.pots.answer(session, returns.stream().filter((back) -> back.answers() > 0).toList()))
			.then()));
	}

	@Override
	public Mono<List<Balance>> balances(Collection<AllowanceKey> keys) {
		return this.open.then(this.database.read((session) -> this.pots.read(session, keys)))
			.map((rows) -> rows.stream().map(PotRow::balance).toList());
	}

	@Override
	public Mono<List<Want>> wanted() {
		return this.database.read((session) -> session.query(WANTED,
				(row) -> new Want(PotTable.key(row), PotTable.number(row, 2)), this.pots.node(), this.pots.node()));
	}

	/** Empty when a pot is missing. */
	private Mono<Lease> grant(List<Share> shares) {
		return this.database.durable((session) -> grant(session, shares));
	}

	private Mono<Lease> grant(SqlSession session, List<Share> shares) {
		Map<AllowanceKey, Share> byKey = byKey(shares);
		return this.pots.lock(session, byKey.keySet()).filter((rows) -> rows.size() == byKey.size()).flatMap((rows) -> {
			List<PotRow> refused = rows.stream().filter((row) -> !fits(row, at(byKey, row.key()))).toList();
			return refused.isEmpty() ? granted(session, shares, rows)
					: this.pots.want(session, refused.stream().map(PotRow::key).toList())
						.thenReturn(answer(shares, refused.stream().map(PotRow::refusal).toList(), rows));
		});
	}

	private Mono<Lease> granted(SqlSession session, List<Share> shares, List<PotRow> rows) {
		Map<AllowanceKey, Share> byKey = byKey(shares);
		List<PotChange> changes = rows.stream().map((row) -> {
			Share share = at(byKey, row.key());
			return PotChange.leased(row, share.nanos(), share.limitNanos());
		}).toList();
		return this.pots.change(session, changes)
			.thenReturn(answer(shares, List.of(), changes.stream().map(PotChange::after).toList()));
	}

	private Mono<Long> make(List<Share> shares) {
		Map<AllowanceKey, Long> limits = shares.stream().collect(Collectors.toMap(Share::key, Share::limitNanos));
		return this.database.transaction((session) -> this.pots.make(session, limits));
	}

	private static boolean fits(PotRow row, Share share) {
		return row.spentNanos() + row.leasedNanos() <= share.limitNanos() - share.nanos();
	}

	private static PotChange returned(PotRow row, Return back) {
		return PotChange.of(row, 0, -Math.min(back.nanos(), row.leasedHereNanos()), 0);
	}

	private static Lease answer(List<Share> shares, List<Refusal> refused, List<PotRow> rows) {
		Map<AllowanceKey, PotRow> byKey = rows.stream().collect(Collectors.toMap(PotRow::key, Function.identity()));
		return new Lease(refused.isEmpty(), refused,
				shares.stream().map((share) -> at(byKey, share.key()).balance()).toList(),
				Math.max(1, rows.stream().mapToInt(PotRow::nodes).max().orElse(1)));
	}

	private static <T> T at(Map<AllowanceKey, T> byKey, AllowanceKey key) {
		return Objects.requireNonNull(byKey.get(key));
	}

	private static Map<AllowanceKey, Share> byKey(List<Share> shares) {
		return shares.stream().collect(Collectors.toMap(Share::key, Function.identity()));
	}

}
