package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.PropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

import dev.sluice.admin.AdminServer;
import dev.sluice.call.CallerResolver;
import dev.sluice.store.DatabaseAutoConfiguration;
import dev.sluice.store.NodeInfo;
import dev.sluice.store.SluiceDatabase;

@Timeout(60)
class LedgerEndpointsTests {

	private static final String BASE = "/admin/api/v1/";

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private AdminServer server;

	@BeforeEach
	void book(@TempDir Path home) {
		this.server = new AdminServer(home, Parts.class);
		SluiceDatabase database = this.server.bean(SluiceDatabase.class);
		String node = this.server.bean(NodeInfo.class).id().value();
		database.transaction((session) -> Cursors.seen(session, node)).block(Duration.ofSeconds(10));
		new Bookkeeper(database, this.server.bean(PotTable.class), new RefusedAttempts(() -> home))
			.book(new JournalBatch(List.of(Attempts.finished(9, 2_500_000, KEY), Attempts.finished(9, 7, KEY),
					Attempts.finished(9, 0, KEY)), new JournalPosition(0, 8)), null, false)
			.block(Duration.ofSeconds(10));
	}

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void listsRequestsPageByPageToTheirTenantOnly() {
		WebTestClient.BodyContentSpec first = get("reader", "requests?limit=2");
		first.jsonPath("$.data.length()").isEqualTo(2);
		first.jsonPath("$.data[0].model").isEqualTo("claude-x-1");
		first.jsonPath("$.data[0].workflow_name").isEqualTo("direct_completion");
		first.jsonPath("$.data[0].success").isEqualTo(true);
		StringBuilder cursor = new StringBuilder();
		first.jsonPath("$.next_cursor").value((value) -> cursor.append(value));
		get("reader", "requests?limit=2&cursor=" + cursor).jsonPath("$.data.length()")
			.isEqualTo(1)
			.jsonPath("$.next_cursor")
			.doesNotExist();
		get("other", "requests").jsonPath("$.data.length()").isEqualTo(0);
		get("admin", "requests").jsonPath("$.data.length()").isEqualTo(3);
	}

	@Test
	void findsRequestsByWhatTheirColumnsSay() {
		for (String fits : List.of("model=claude-x-1", "provider=anthropic&success=true", "caller=key1&route=route1",
				"request_id=req-1", "from=2026-11-20T10:00:00Z&to=2026-11-20T10:00:01Z")) {
			get("admin", "requests?" + fits).jsonPath("$.data.length()").isEqualTo(3);
		}
		for (String other : List.of("model=gpt-4o", "success=false", "tenant=elsewhere", "from=2026-11-20T10:00:01Z",
				"to=2026-11-20T10:00:00Z", "route=x'%20or%20'1'='1")) {
			get("admin", "requests?" + other).jsonPath("$.data.length()").isEqualTo(0);
		}
		get("other", "requests?tenant=acme").jsonPath("$.data.length()").isEqualTo(0);
		String span = "&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";
		get("admin", "requests/costs?by=provider&model=gpt-4o" + span).jsonPath("$.data.length()").isEqualTo(0);
		client("admin", "requests?success=maybe").expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors")
			.exists();
		client("admin", "requests?to=tomorrow").expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors")
			.exists();
	}

	@Test
	void importsRefusedRowsForAdminsOnly() {
		this.server.client("reader")
			.post()
			.uri(BASE + "requests/refused/import")
			.exchange()
			.expectStatus()
			.isForbidden()
			.expectBody()
			.jsonPath("$.detail")
			.exists();
		this.server.client("admin")
			.post()
			.uri(BASE + "requests/refused/import")
			.exchange()
			.expectStatus()
			.isOk()
			.expectBody()
			.jsonPath("$.imported")
			.isEqualTo(0);
	}

	@Test
	void sumsCostsToTheNanoDollar() {
		String span = "&from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";
		get("reader", "requests/costs?by=model" + span).jsonPath("$.data[0].cost_usd")
			.isEqualTo(0.002500007)
			.jsonPath("$.data[0].requests")
			.isEqualTo(3)
			.jsonPath("$.data[0].prompt_tokens")
			.isEqualTo(300);
		get("other", "requests/costs?by=provider" + span).jsonPath("$.data.length()").isEqualTo(0);
		client("reader", "requests/costs?by=id").expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors")
			.exists();
		client("reader", "requests/costs?by=model&from=yesterday").expectStatus()
			.isBadRequest()
			.expectBody()
			.jsonPath("$.errors")
			.exists();
	}

	@Test
	void sumsWhatIsDatedAheadOfThisNodesClock() {
		String ahead = "update attempt_ledger set started_at = current_timestamp + interval '5' second";
		this.server.bean(SluiceDatabase.class)
			.transaction((session) -> session.execute(ahead))
			.block(Duration.ofSeconds(10));
		get("reader", "requests/costs?by=model").jsonPath("$.data[0].requests").isEqualTo(3);
	}

	@Test
	void writesOffOnlyOtherNodesAndOnlyForAdmins() {
		String node = this.server.bean(NodeInfo.class).id().value();
		post("reader", node).expectStatus().isForbidden().expectBody().jsonPath("$.detail").exists();
		post("admin", node).expectStatus().isBadRequest().expectBody().jsonPath("$.errors").exists();
		post("admin", "node_0123456789abcdef").expectStatus().isOk().expectBody().jsonPath("$.allowances").isEqualTo(0);
	}

	private WebTestClient.BodyContentSpec get(String key, String path) {
		return client(key, path).expectStatus().isOk().expectBody();
	}

	private WebTestClient.ResponseSpec client(String key, String path) {
		return this.server.client(key).get().uri(BASE + path).exchange();
	}

	private WebTestClient.ResponseSpec post(String key, String node) {
		return this.server.client(key).post().uri(BASE + "nodes/" + node + "/write-off").exchange();
	}

	@Configuration(proxyBeanMethods = false)
	@PropertySource("classpath:dev/sluice/ledger/store-enabled.properties")
	@ImportAutoConfiguration({ DatabaseAutoConfiguration.class, LedgerAutoConfiguration.class })
	static class Parts {

		@Bean
		CallerResolver callerResolver() {
			return AdminServer.resolver();
		}

		@Bean
		JournalReader journalReader() {
			return new EmptyJournal();
		}

	}

	private static final class EmptyJournal implements JournalReader {

		@Override
		public void resume(@Nullable JournalPosition cursor) {
		}

		@Override
		public JournalBatch read(int atMost) {
			return new JournalBatch(List.of(), new JournalPosition(0, 0));
		}

		@Override
		public void committed(JournalPosition cursor) {
		}

		@Override
		public boolean replayed() {
			return true;
		}

		@Override
		public List<Damage> damages() {
			return List.of();
		}

		@Override
		public State state() {
			return new State(0, 1, 0, 1, 0, true);
		}

	}

}
