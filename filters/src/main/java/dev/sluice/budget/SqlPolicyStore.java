package dev.sluice.budget;

import java.util.List;
import java.util.Objects;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SqlSession;
import dev.sluice.store.SqlValue;

/** Changes of policies in the tables {@code budget_change} and {@code budget_version}. */
final class SqlPolicyStore implements PolicyStore {

	private static final String VERSION = "select version from budget_version";

	private static final String CHANGES = "select name, configured, policy from budget_change order by name";

	private static final String NEXT = "update budget_version set version = version + 1 where version = $1";

	private static final String REMOVE = "delete from budget_change where name = $1";

	private static final String ADD = "insert into budget_change (name, configured, policy) values ($1, $2, $3)";

	private final SluiceDatabase database;

	SqlPolicyStore(SluiceDatabase database) {
		this.database = database;
	}

	@Override
	public Mono<Long> version() {
		return this.database.read(SqlPolicyStore::version);
	}

	@Override
	public Mono<Stored> read() {
		return this.database.transaction(SqlPolicyStore::read);
	}

	// The first statement locks the one row of the versions, so changes follow each
	// other.
	@Override
	public Mono<Stored> change(long version, PolicyChange change) {
		return this.database.durable((session) -> session.execute(NEXT, version)
			.flatMap((count) -> (count == 1) ? keep(session, change) : version(session)
				.flatMap((present) -> Mono.error(new Budgets.StaleVersionException(version, present)))));
	}

	private static Mono<Stored> keep(SqlSession session, PolicyChange change) {
		return session.execute(REMOVE, change.name())
			.then(session.execute(ADD, change.name(), change.configured(), SqlValue.text(json(change.policy()))))
			.then(read(session));
	}

	// The version is read first: what is changed in between is read again with the next.
	private static Mono<Stored> read(SqlSession session) {
		return version(session).flatMap((version) -> session.query(CHANGES, SqlPolicyStore::change)
			.map((changes) -> new Stored(version, changes)));
	}

	private static Mono<Long> version(SqlSession session) {
		return session.query(VERSION, (row) -> Objects.requireNonNull(row.get(0, Long.class)))
			.map((rows) -> rows.get(0));
	}

	private static PolicyChange change(Readable row) {
		String json = row.get(2, String.class);
		return new PolicyChange(Objects.requireNonNull(row.get(0, String.class)),
				Objects.requireNonNull(row.get(1, String.class)),
				(json != null) ? JsonMapper.shared().readValue(json, BudgetPolicy.class) : null);
	}

	private static @Nullable String json(@Nullable BudgetPolicy policy) {
		return (policy != null) ? JsonMapper.shared().writeValueAsString(policy) : null;
	}

}
