package dev.sluice.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;

import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.simulator.SimulatorOptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two gateways spend from the same accounts: key, team, organization and tag at once, on
 * one PostgreSQL whose triggers watch every change of every pot.
 */
class SharedBudgetTests {

	private static final int CALLS = Integer.getInteger("proof.calls", Boolean.getBoolean("proof") ? 10_000 : 1_000);

	private static final int AT_ONCE = Integer.getInteger("proof.at-once", Boolean.getBoolean("proof") ? 2_000 : 200);

	private static final int KEYS = 4;

	private static final String WATCH = """
			create table sluice.overspent (account varchar(400), period varchar(20), spent bigint, leased bigint);
			create function sluice.watch() returns trigger as $$ begin
				if new.spent_nanos + new.leased_nanos > new.limit_nanos then
					insert into sluice.overspent values (new.account, new.period, new.spent_nanos, new.leased_nanos);
				end if;
				return null;
			end $$ language plpgsql;
			create constraint trigger watch after insert or update on sluice.allowance
				deferrable initially deferred for each row execute function sluice.watch();
			""";

	@Test
	@Timeout(300)
	void twoGatewaysNeverSpendMoreThanALimitAndRefuseNoCallThatFits(TestReporter report) throws Exception {
		long seed = Long.getLong("proof.seed", System.nanoTime());
		report.publishEntry("seed", Long.toString(seed));
		try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
				SimulatedProvider provider = SimulatedProvider.start(SimulatorOptions.defaults().withTokens(200));
				RunningGateway first = gateway(postgres, provider);
				RunningGateway second = gateway(postgres, provider)) {
			try (Connection connection = postgres.getPostgresDatabase().getConnection();
					Statement statement = connection.createStatement()) {
				statement.execute(WATCH);
				Map<Integer, AtomicInteger> statuses = load(List.of(first, second), new Random(seed));
				report.publishEntry("statuses", statuses.toString());
				awaitQuiet(statement);
				report.publishEntry("accounts", accounts(statement).toString());
				assertThat(statuses.keySet()).as("%s", statuses).containsOnly(200, 402);
				assertThat(statuses.get(402).get()).as("some calls did not fit").isPositive();
				assertThat(number(statement, "select count(*) from sluice.overspent")).as("overshoots").isZero();
				assertThat(number(statement, "select count(*) from sluice.allowance where spent_nanos > limit_nanos"))
					.isZero();
				assertThat(number(statement, "select count(*) from sluice.attempt_ledger where kind = 'attempt'"))
					.as("rows")
					.isEqualTo(provider.log().calls().size())
					.isEqualTo(statuses.get(200).get());
				assertThat(number(statement, "select sum(cost_nanos) from sluice.attempt_ledger")).isEqualTo(number(
						statement, "select spent_nanos from sluice.allowance where account = 'organization:acme'"));
				assertThat(smallCalls(first, second, statement)).as("what is left can be spent").isZero();
			}
		}
	}

	private static RunningGateway gateway(EmbeddedPostgres postgres, SimulatedProvider provider) throws IOException {
		List<String> properties = new ArrayList<>(
				List.of("OPENAI_API_KEY=k", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1",
						"sluice.store.url=postgres://postgres@127.0.0.1:" + postgres.getPort() + "/postgres"));
		for (int i = 0; i < KEYS; i++) {
			String key = "sluice.auth.keys[" + i + "].";
			properties.add(key + "id=k" + i);
			properties.add(key + "tenant=acme");
			properties.add(key + "hash=" + BudgetTests.sha256("shared-key-" + i));
			properties.add(key + "tags=team:t" + (i % 2) + ",red");
		}
		limit(properties, 0, "key", "0.30");
		limit(properties, 1, "team", "0.50");
		limit(properties, 2, "organization", "0.80");
		limit(properties, 3, "tag", "2");
		return RunningGateway.start(properties.toArray(String[]::new));
	}

	private static void limit(List<String> properties, int index, String account, String usd) {
		BigDecimal limit = new BigDecimal(usd).multiply(BigDecimal.valueOf(CALLS)).movePointLeft(3);
		String policy = "sluice.budgets.policies[" + index + "].";
		properties.addAll(List.of(policy + "name=" + account, policy + "account=" + account,
				policy + "limit-usd=" + limit.toPlainString(), policy + "period=lifetime"));
		if (account.equals("tag")) {
			properties.add(policy + "match=red");
		}
	}

	private static Map<Integer, AtomicInteger> load(List<RunningGateway> gateways, Random random) {
		HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
		Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
		Semaphore room = new Semaphore(AT_ONCE);
		List<CompletableFuture<?>> all = new ArrayList<>();
		for (int i = 0; i < CALLS; i++) {
			room.acquireUninterruptibly();
			HttpRequest request = request(gateways.get(random.nextInt(gateways.size())), random.nextInt(KEYS),
					10 + random.nextInt(190), random.nextBoolean());
			all.add(answer(client, request, 10).whenComplete((answered, error) -> {
				room.release();
				int status = (error == null) ? answered : -1;
				statuses.computeIfAbsent(status, (key) -> new AtomicInteger()).incrementAndGet();
			}));
		}
		CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).orTimeout(240, TimeUnit.SECONDS).join();
		return new TreeMap<>(statuses);
	}

	// A database that is slower than the gateways wait is no refusal: it says so, and
	// when
	// to come again.
	private static CompletableFuture<Integer> answer(HttpClient client, HttpRequest request, int repeats) {
		return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenCompose((response) -> {
			if (response.statusCode() != 503 || repeats == 0) {
				return CompletableFuture.completedFuture(response.statusCode());
			}
			long seconds = response.headers().firstValueAsLong("retry-after").orElseThrow();
			return CompletableFuture.runAsync(() -> {
			}, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS))
				.thenCompose((waited) -> answer(client, request, repeats - 1));
		});
	}

	private static HttpRequest request(RunningGateway gateway, int key, int cap, boolean stream) {
		String body = "{\"model\":\"gpt-4o\",\"stream\":" + stream + ",\"max_completion_tokens\":" + cap
				+ ",\"messages\":[{\"role\":\"user\",\"content\":\"Hello there\"}]}";
		return HttpRequest.newBuilder(URI.create(gateway.url() + "/v1/chat/completions"))
			.timeout(Duration.ofSeconds(60))
			.header("authorization", "Bearer shared-key-" + key)
			.header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
	}

	/** Until everything is booked and every lease is back. */
	private static void awaitQuiet(Statement statement) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
		while (number(statement, "select sum(leased_nanos) from sluice.allowance") > 0 && System.nanoTime() < end) {
			Thread.onSpinWait();
		}
		assertThat(number(statement, "select sum(leased_nanos) from sluice.allowance")).as("leases that stay out")
			.isZero();
	}

	/**
	 * Small calls go on until the organization has less than the smallest call's worth.
	 */
	private static long smallCalls(RunningGateway first, RunningGateway second, Statement statement) {
		HttpClient client = HttpClient.newHttpClient();
		int refused = 0;
		for (int i = 0; i < KEYS; i++) {
			long smallest = 110 * 2_500 + 16 * 10_000;
			long left = Math.min(left(statement, "key:acme/k" + i),
					Math.min(left(statement, "team:acme/t" + (i % 2)), left(statement, "organization:acme")));
			HttpRequest request = request((i % 2 == 0) ? first : second, i, 16, false);
			int status = client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().statusCode();
			refused += (status != 200 && left >= 2 * smallest) ? 1 : 0;
		}
		return refused;
	}

	private static long left(Statement statement, String account) {
		return number(statement,
				"select limit_nanos - spent_nanos from sluice.allowance where account = '" + account + "'");
	}

	private static Map<String, String> accounts(Statement statement) throws SQLException {
		Map<String, String> accounts = new TreeMap<>();
		try (ResultSet rows = statement
			.executeQuery("select account, spent_nanos, limit_nanos from sluice.allowance order by account")) {
			while (rows.next()) {
				accounts.put(rows.getString(1), rows.getLong(2) + "/" + rows.getLong(3));
			}
		}
		return accounts;
	}

	private static long number(Statement statement, String query) {
		try (ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getLong(1);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
