package dev.sluice.app.audit;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.sluice.store.TestStore;

/**
 * Two gateways, each a process of its own, that spend from the same accounts in one
 * PostgreSQL which is watched.
 */
final class SpendingPair implements AutoCloseable {

	private final Map<String, Long> limits = new LinkedHashMap<>();

	private final Map<String, List<String>> payers = new LinkedHashMap<>();

	private final List<String> settings = new ArrayList<>();

	private final List<GatewayProcess> gateways = new ArrayList<>();

	private final String url;

	private final MoneyWatch watch;

	SpendingPair(Path folder) throws SQLException {
		this.url = TestStore.POSTGRESQL.url(folder);
		this.watch = new MoneyWatch(this.url);
	}

	/** Limits what an account may ever spend. */
	SpendingPair limit(String kind, String tenant, String name, long nanos) {
		String account = kind + ":" + tenant + (kind.equals("organization") ? "" : "/" + name);
		String policy = "sluice.budgets.policies[" + this.limits.size() + "].";
		this.settings.addAll(List.of(policy + "name=p" + this.limits.size(), policy + "account=" + kind,
				policy + "tenant=" + tenant, policy + "match=" + name, policy + "period=lifetime",
				policy + "limit-usd=" + BigDecimal.valueOf(nanos, 9).toPlainString()));
		this.limits.put(account, nanos);
		return this;
	}

	/** Adds a key with its tags, and says which accounts its calls are paid from. */
	SpendingPair key(String id, String tenant, String tags, String... accounts) {
		this.settings.addAll(GatewayProcess.key(this.payers.size(), id, tenant, "tags=" + tags));
		this.payers.put(id, List.of(accounts));
		return this;
	}

	/** Starts both, and begins to watch. */
	void start(Path folder, String provider, String memory, String... more) throws Exception {
		this.settings.addAll(List.of("OPENAI_BASE_URL=" + provider + "/v1", "sluice.store.url=" + this.url,
				"sluice.upstream.max-pending=10000"));
		this.settings.addAll(List.of(more));
		this.gateways.add(new GatewayProcess(folder, "first", memory, this.settings));
		this.gateways.add(new GatewayProcess(folder, "second", memory, this.settings));
		for (GatewayProcess gateway : this.gateways) {
			gateway.serve();
			gateway.awaitDatabase();
		}
		this.watch.begin(this.limits);
	}

	List<String> urls() {
		return this.gateways.stream().map((gateway) -> gateway.uri("").toString()).toList();
	}

	MoneyWatch watch() {
		return this.watch;
	}

	String databaseUrl() {
		return this.url;
	}

	Map<String, Long> limits() {
		return this.limits;
	}

	List<String> payers(String key) {
		return this.payers.getOrDefault(key, List.of());
	}

	/** What a key can spend yet. */
	long headroom(String key) throws SQLException {
		Map<String, Long> spent = this.watch.spent();
		return payers(key).stream()
			.mapToLong((account) -> this.limits.get(account) - spent.getOrDefault(account, 0L))
			.min()
			.orElseThrow();
	}

	@Override
	public void close() throws IOException, SQLException {
		this.gateways.forEach(GatewayProcess::close);
		this.watch.close();
	}

}
