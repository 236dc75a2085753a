package dev.sluice.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import dev.sluice.ledger.PotRow.LeaseRow;
import dev.sluice.store.RowsByKey;
import dev.sluice.store.SqlSession;
import dev.sluice.store.UpdateMany;

/**
 * The tables {@code allowance} and {@code lease}. Whoever changes either has locked the
 * allowances first, in the order of their keys, so that nobody waits in a circle and
 * leases stand still while they are looked at.
 */
final class PotTable {

	private static final RowsByKey POTS = new RowsByKey("allowance", List.of("account", "period"),
			"account, period, limit_nanos, spent_nanos, leased_nanos, wants");

	private static final RowsByKey LEASES = new RowsByKey("lease", List.of("account", "period"),
			"account, period, node_id, nanos, written_off_nanos, answered_wants");

	// The condition repeats what was decided under the lock; a row that fails it takes
	// the
	// whole transaction back.
	private static final UpdateMany CHANGE_POTS = new UpdateMany("allowance",
			columns("account varchar", "period varchar", "node varchar", "pot_limit bigint", "spent bigint",
					"leased bigint"),
			"t.account = v.account and t.period = v.period and t.leased_nanos + v.leased >= 0"
					+ " and (v.leased <= 0 or t.spent_nanos + t.leased_nanos + v.leased <= v.pot_limit)",
			"limit_nanos = v.pot_limit, spent_nanos = t.spent_nanos + v.spent, leased_nanos = t.leased_nanos + v.leased"
					+ ", changed_at = current_timestamp"
					+ ", wanted_by = case when v.leased > 0 and t.wanted_by = v.node then null else t.wanted_by end");

	// Whoever leases more has something to spare again, for all that is known.
	private static final UpdateMany CHANGE_LEASES = new UpdateMany("lease",
			columns("account varchar", "period varchar", "node varchar", "nanos bigint", "written_off bigint"),
			"t.account = v.account and t.period = v.period and t.node_id = v.node",
			"nanos = t.nanos + v.nanos, written_off_nanos = t.written_off_nanos + v.written_off"
					+ ", answered_wants = case when v.nanos > 0 then 0 else t.answered_wants end");

	// Whoever wants a pot that another wants as well must not hide it from the other's
	// lease.
	private static final UpdateMany WANT = new UpdateMany("allowance",
			columns("account varchar", "period varchar", "node varchar"),
			"t.account = v.account and t.period = v.period",
			"wants = t.wants + 1, wanted_until = current_timestamp + interval '2' second, wanted_by = case when"
					+ " t.wanted_by <> v.node and t.wanted_until > current_timestamp then '*' else v.node end");

	private static final UpdateMany ANSWER = new UpdateMany("lease",
			columns("account varchar", "period varchar", "node varchar", "answered bigint"),
			"t.account = v.account and t.period = v.period and t.node_id = v.node and t.answered_wants < v.answered",
			"answered_wants = v.answered");

	private final String node;

	PotTable(String node) {
		this.node = node;
	}

	String node() {
		return this.node;
	}

	/** The pots that there are of these, locked until the transaction ends. */
	Mono<List<PotRow>> lock(SqlSession session, Collection<AllowanceKey> keys) {
		List<Object[]> sorted = keys(keys);
		return session.lock(POTS, sorted, PotTable::pot).flatMap((pots) -> withLeases(session, sorted, pots));
	}

	/** The pots that there are of these. */
	Mono<List<PotRow>> read(SqlSession session, Collection<AllowanceKey> keys) {
		List<Object[]> sorted = keys(keys);
		return session.select(POTS, sorted, PotTable::pot).flatMap((pots) -> withLeases(session, sorted, pots));
	}

	/**
	 * Makes pots that are not there. In a transaction of its own, which locks nothing
	 * else.
	 */
	Mono<Long> make(SqlSession session, Map<AllowanceKey, Long> limits) {
		return session.insertAbsent("allowance (account, period, limit_nanos)",
				limits.entrySet()
					.stream()
					.sorted(Map.Entry.comparingByKey())
					.map((pot) -> new Object[] { pot.getKey().account(), pot.getKey().period(), pot.getValue() })
					.toList());
	}

	/** Changes locked pots, all of them or the transaction fails. */
	Mono<Void> change(SqlSession session, Collection<PotChange> changes) {
		List<PotChange> leases = changes.stream().filter(PotChange::changesLease).toList();
		List<PotChange> first = leases.stream().filter((change) -> change.row().lease() == null).toList();
		List<PotChange> further = leases.stream().filter((change) -> change.row().lease() != null).toList();
		return all(changes.size(), session.updateMany(CHANGE_POTS, rows(changes, this::pot)))
			.then(all(first.size(),
					session.insertMany("lease (account, period, node_id, nanos, written_off_nanos)",
							rows(first, this::lease))))
			.then(all(further.size(), session.updateMany(CHANGE_LEASES, rows(further, this::lease))));
	}

	/** Asks the other nodes to give back what they do not need of locked pots. */
	Mono<Long> want(SqlSession session, Collection<AllowanceKey> keys) {
		return session.updateMany(WANT, rows(keys, (key) -> new Object[] { key.account(), key.period(), this.node }));
	}

	/** Says up to which want this node has given back what it had to spare. */
	Mono<Long> answer(SqlSession session, Collection<AllowanceStore.Return> answers) {
		return session.updateMany(ANSWER, rows(answers, (answer) -> new Object[] { answer.key().account(),
				answer.key().period(), this.node, answer.answers() }));
	}

	private Mono<List<PotRow>> withLeases(SqlSession session, List<Object[]> sorted, List<PotRow> pots) {
		return session.select(LEASES, sorted, PotTable::leaseRow).map((leases) -> {
			Map<AllowanceKey, List<LeaseRow>> byPot = leases.stream().collect(Collectors.groupingBy(LeaseRow::key));
			return pots.stream().map((pot) -> with(pot, byPot.getOrDefault(pot.key(), List.of()))).toList();
		});
	}

	private PotRow with(PotRow pot, List<LeaseRow> leases) {
		LeaseRow here = leases.stream().filter((lease) -> lease.node().equals(this.node)).findFirst().orElse(null);
		List<LeaseRow> holders = leases.stream().filter((lease) -> lease.nanos() > 0).toList();
		long answered = holders.stream()
			.filter((lease) -> lease != here)
			.mapToLong(LeaseRow::answered)
			.min()
			.orElse(Long.MAX_VALUE);
		return new PotRow(pot.key(), pot.limitNanos(), pot.spentNanos(), pot.leasedNanos(), here, holders.size(),
				pot.wants(), answered);
	}

	private Object[] pot(PotChange change) {
		AllowanceKey key = change.row().key();
		return new Object[] { key.account(), key.period(), this.node, change.limitNanos(), change.spentNanos(),
				change.leaseNanos() };
	}

	private Object[] lease(PotChange change) {
		AllowanceKey key = change.row().key();
		return new Object[] { key.account(), key.period(), this.node, change.leaseNanos(), change.writtenOffNanos() };
	}

	private static Mono<Void> all(int wanted, Mono<Long> changed) {
		return changed.flatMap((count) -> (count == wanted) ? Mono.empty()
				: Mono.error(new IllegalStateException("Of " + wanted + " rows " + count
						+ " could be changed. Nothing was; an allowance or lease was changed without its lock.")));
	}

	private static List<Object[]> keys(Collection<AllowanceKey> keys) {
		return rows(new TreeSet<>(keys), (key) -> new Object[] { key.account(), key.period() });
	}

	private static <T> List<Object[]> rows(Collection<T> items, Function<T, Object[]> row) {
		return items.stream().map(row).collect(Collectors.toCollection(ArrayList::new));
	}

	private static PotRow pot(Readable row) {
		return new PotRow(key(row), number(row, 2), number(row, 3), number(row, 4), null, 0, number(row, 5), 0);
	}

	private static LeaseRow leaseRow(Readable row) {
		return new LeaseRow(key(row), Objects.requireNonNull(row.get(2, String.class)), number(row, 3), number(row, 4),
				number(row, 5));
	}

	static AllowanceKey key(Readable row) {
		return new AllowanceKey(Objects.requireNonNull(row.get(0, String.class)),
				Objects.requireNonNull(row.get(1, String.class)));
	}

	static long number(Readable row, int column) {
		return Objects.requireNonNull(row.get(column, Long.class));
	}

	private static Map<String, String> columns(String... columns) {
		Map<String, String> types = new LinkedHashMap<>();
		for (String column : columns) {
			String[] words = column.split(" ");
			types.put(words[0], words[1]);
		}
		return types;
	}

}
