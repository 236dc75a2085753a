package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Lease;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SqlSession;
import dev.sluice.store.TestStore;

/** An open database, and what tests of single tables do with it. */
final class StoreRig implements AutoCloseable {

	static final Duration WAIT = Duration.ofSeconds(30);

	final SluiceDatabase database;

	private final Path folder;

	StoreRig(TestStore store, Path folder) {
		this(store.open(folder), folder);
	}

	StoreRig(SluiceDatabase database, Path folder) {
		this.database = database;
		this.folder = folder;
	}

	AllowanceStore node(String name) {
		return new SqlAllowanceStore(this.database, new PotTable(name), Mono.empty());
	}

	Bookkeeper books(String node) {
		seen(node);
		return new Bookkeeper(this.database, new PotTable(node), new RefusedAttempts(() -> this.folder));
	}

	void seen(String node) {
		run((session) -> Cursors.seen(session, node));
	}

	Lease lease(String node, AllowanceKey key, long nanos, long limit) {
		return Objects.requireNonNull(node(node).lease(List.of(new Share(key, nanos, limit))).block(WAIT));
	}

	/** Everything in the cursors, pots and leases, a line each. */
	List<String> pots() {
		return query("select account || ' ' || period || ' ' || spent_nanos || ' ' || leased_nanos from allowance"
				+ " order by account, period");
	}

	List<String> leases() {
		return query("select account || ' ' || period || ' ' || node_id || ' ' || nanos || ' ' || written_off_nanos"
				+ " from lease order by account, period, node_id");
	}

	@Nullable Balance balance(String node, AllowanceKey key) {
		return Objects.requireNonNull(node(node).balances(List.of(key)).block(WAIT)).stream().findFirst().orElse(null);
	}

	List<String> query(String sql) {
		return new ArrayList<>(Objects.requireNonNull(this.database
			.read((session) -> session.query(sql, (row) -> Objects.requireNonNull(row.get(0, String.class))))
			.block(WAIT)));
	}

	void execute(String sql) {
		run((session) -> session.execute(sql));
	}

	<T> @Nullable T run(Function<SqlSession, Mono<T>> work) {
		return this.database.transaction(work).block(WAIT);
	}

	@Override
	public void close() {
		this.database.close();
	}

}
