package dev.sluice.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.sluice.call.GatewayException;
import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class LedgerFlusherTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	private static final AllowanceKey ORG = new AllowanceKey("org:o1", "lifetime");

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void booksEveryAttemptOnceAndMovesItsCostFromLeaseToSpent(TestStore store) {
		try (LedgerNode node = LedgerNode.start(this.folder, store.url(this.folder))) {
			assertThat(node.lease(KEY, 300_000, 300_000)).isTrue();
			IntStream.range(0, 2_500).parallel().forEach((index) -> {
				AttemptOpened opened = Attempts.opened(150, KEY, ORG);
				open(node, opened);
				node.journal().closed(Attempts.closed(opened, 100));
			});
			AttemptOpened voided = Attempts.opened(150, KEY);
			node.journal().opened(voided);
			node.journal().voided(voided.id());
			await(() -> node.told().getOrDefault(KEY, new Booking(0, 0)).spentNanos() == 250_000);
			assertThat(node.told()).containsEntry(KEY, new Booking(250_000, 250_000))
				.containsEntry(ORG, new Booking(250_000, 0));
			assertThat(node.count("kind = 'attempt' and cost_nanos = 100 and outcome = 'complete'")).isEqualTo(2_500);
			assertThat(node.balance(KEY)).isEqualTo(new Balance(KEY, 250_000, 50_000, 50_000, 300_000));
			assertThat(node.balance(ORG)).isEqualTo(new Balance(ORG, 250_000, 0, 0, Long.MAX_VALUE));
		}
	}

	/** A burst is refused until the journal has made room. */
	private static void open(LedgerNode node, AttemptOpened opened) {
		while (!accepts(node, opened)) {
			Thread.onSpinWait();
		}
	}

	private static boolean accepts(LedgerNode node, AttemptOpened opened) {
		try {
			node.journal().opened(opened);
			return true;
		}
		catch (GatewayException ex) {
			return false;
		}
	}

	@ParameterizedTest
	@EnumSource
	void showsEveryFieldAndTheColumnsOfThePredecessors(TestStore store) {
		try (LedgerNode node = LedgerNode.start(this.folder, store.url(this.folder))) {
			AttemptOpened opened = Attempts.opened(150, KEY);
			node.journal().opened(opened);
			node.journal().closed(Attempts.closed(opened, 2_500_000));
			await(() -> node.count("kind = 'attempt'") == 1);
			assertThat(node.query(
					"select tenant || '/' || caller || '/' || end_user || '/' || route || '/' || tags"
							+ " || '/' || metadata || '/' || accounts from attempt_ledger where id is not null",
					(row) -> row.get(0, String.class)))
				.containsExactly("acme/key1/user one/route1/[\"red\",\"b\\\"lue\"]/{\"x-team\":\"a\"}/"
						+ "[\"key:k1@2026-11\"]");
			assertThat(node
				.query("select workflow_name || ' ' || model || ' ' || provider || ' ' || total_tokens || ' '"
						+ " || cast(cost_usd as numeric(12, 4)) || ' ' || latency_ms || ' ' || success from requests"
						+ " where \"timestamp\" < current_timestamp", (row) -> row.get(0, String.class))
				.get(0)).isEqualToIgnoringCase("direct_completion claude-x-1 anthropic 120 0.0025 9 true");
			assertThat(node.query("select savings_nanos from attempt_ledger", (row) -> row.get(0, Long.class)))
				.containsExactly(5L);
		}
	}

	@ParameterizedTest
	@EnumSource
	void booksWhatAFormerProcessLeftBeforeMoneyIsLeasedAgain(TestStore store) {
		String url = store.url(this.folder);
		try (LedgerNode node = LedgerNode.start(this.folder, url)) {
			assertThat(node.lease(KEY, 1000, 1000)).isTrue();
			AttemptOpened done = Attempts.opened(100, KEY);
			node.journal().opened(done);
			node.journal().closed(Attempts.closed(done, 60));
			node.journal().opened(Attempts.opened(300, KEY));
		}
		try (LedgerNode node = LedgerNode.start(this.folder, url)) {
			assertThat(node.lease(KEY, 641, 1000)).isFalse();
			assertThat(node.lease(KEY, 640, 1000)).isTrue();
			assertThat(node.balance(KEY)).isEqualTo(new Balance(KEY, 360, 640, 640, 1000));
			assertThat(node.count("outcome = 'unknown' and cost_nanos = 300 and estimated")).isEqualTo(1);
			assertThat(node.count("outcome = 'complete' and cost_nanos = 60")).isEqualTo(1);
			assertThat(node.told()).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource
	void booksMoreThanWasLeasedWhenAProviderCharges(TestStore store) {
		try (LedgerNode node = LedgerNode.start(this.folder, store.url(this.folder))) {
			node.lease(KEY, 50, 100);
			AttemptOpened opened = Attempts.opened(50, KEY);
			node.journal().opened(opened);
			node.journal().closed(Attempts.closed(opened, 130));
			await(() -> node.told().containsKey(KEY));
			assertThat(node.told()).containsEntry(KEY, new Booking(130, 50));
			assertThat(node.balance(KEY)).isEqualTo(new Balance(KEY, 130, 0, 0, 100));
			assertThat(node.lease(KEY, 1, 100)).isFalse();
		}
	}

	@ParameterizedTest
	@EnumSource
	void booksAttemptsWhateverTextsTheirClientsChose(TestStore store) {
		try (LedgerNode node = LedgerNode.start(this.folder, store.url(this.folder))) {
			assertThat(node.lease(KEY, 1000, 1000)).isTrue();
			String text = "\0\ud800" + "ä\ud83d\ude00".repeat(20_000);
			AttemptOpened opened = Attempts.opened(text, KEY);
			node.journal().opened(opened);
			node.journal().closed(Attempts.closed(opened, 100));
			await(() -> node.told().containsKey(KEY));
			assertThat(node.count("end_user like ' %' and requested_model like ' %'")).isEqualTo(1);
		}
	}

	@ParameterizedTest
	@EnumSource
	void setsAsideWhatTheDatabaseRefusesUntilItIsMendedAndGoesOn(TestStore store) throws IOException {
		try (LedgerNode node = LedgerNode.start(this.folder, store.url(this.folder))) {
			assertThat(node.lease(KEY, 1000, 1000)).isTrue();
			node.database()
				.transaction((session) -> session
					.execute("alter table attempt_ledger add constraint picky check (route <> 'refused-route')"))
				.block(LedgerNode.WAIT);
			AttemptOpened refused = Attempts.routed("refused-route", KEY);
			for (AttemptOpened opened : List.of(Attempts.opened(150, KEY), refused, Attempts.opened(150, KEY))) {
				node.journal().opened(opened);
				node.journal().closed(Attempts.closed(opened, 100));
			}
			await(() -> node.told().getOrDefault(KEY, new Booking(0, 0)).spentNanos() == 300);
			assertThat(node.count("kind = 'attempt'")).isEqualTo(2);
			assertThat(Objects.requireNonNull(node.balance(KEY)).spentNanos()).isEqualTo(300);
			assertThat(node.flusher().refused()).isEqualTo(1);
			try (Stream<Path> files = Files.list(this.folder.resolve("refused"))) {
				assertThat(Files.readAllLines(files.toList().get(0))).singleElement()
					.asString()
					.contains("\"id\":\"" + refused.id() + "\"", "\"cost_nanos\":100", "refused-route");
			}
			RefusedImport again = new RefusedImport(node.database(), new LedgerTable("n1"), node.refused());
			assertThat(again.run().block(LedgerNode.WAIT)).isEqualTo(new RefusedImport.Result(0, 1));
			assertThat(node.refused().fileCount()).isEqualTo(1);
			node.database()
				.transaction((session) -> session.execute("alter table attempt_ledger drop constraint picky"))
				.block(LedgerNode.WAIT);
			assertThat(again.run().block(LedgerNode.WAIT)).isEqualTo(new RefusedImport.Result(1, 0));
			assertThat(node.refused().fileCount()).isZero();
			assertThat(node.count("id = '" + refused.id() + "' and route = 'refused-route' and cost_nanos = 100"
					+ " and started_at = '2026-11-20 10:00:00+00' and input_tokens = 100 and streamed"))
				.isEqualTo(1);
			assertThat(Objects.requireNonNull(node.balance(KEY)).spentNanos()).isEqualTo(300);
		}
	}

	@ParameterizedTest
	@EnumSource
	void goesOnWhenAPotCanCountNoMore(TestStore store) {
		try (LedgerNode node = LedgerNode.start(this.folder, store.url(this.folder))) {
			for (int i = 0; i < 2; i++) {
				AttemptOpened opened = Attempts.opened(150, KEY);
				node.journal().opened(opened);
				node.journal().closed(Attempts.closed(opened, Long.MAX_VALUE - 10));
			}
			await(() -> node.count("kind = 'attempt'") == 2);
			assertThat(Objects.requireNonNull(node.balance(KEY)).spentNanos()).isGreaterThan(Long.MAX_VALUE / 4);
			assertThat(node.lease(KEY, 1, 100)).isFalse();
		}
	}

	@Test
	void drainsSoonAfterAnOutage() throws Exception {
		String url = TestStore.POSTGRESQL.url(this.folder);
		try (LedgerNode node = LedgerNode.start(this.folder, url)) {
			assertThat(node.lease(KEY, 1_000_000, 1_000_000)).isTrue();
			cut(url, true);
			for (int index = 0; index < 2000; index++) {
				AttemptOpened opened = Attempts.opened(150, KEY);
				open(node, opened);
				node.journal().closed(Attempts.closed(opened, 100));
			}
			await(() -> node.flusher().failing());
			cut(url, false);
			await(() -> node.told().getOrDefault(KEY, new Booking(0, 0)).spentNanos() == 200_000);
			assertThat(node.flusher().failing()).isFalse();
			assertThat(node.count("kind = 'attempt'")).isEqualTo(2000);
			assertThat(node.balance(KEY)).isEqualTo(new Balance(KEY, 200_000, 800_000, 800_000, 1_000_000));
		}
	}

	private static void cut(String url, boolean down) throws SQLException {
		String name = url.substring(url.lastIndexOf('/') + 1);
		try (Connection connection = DriverManager
			.getConnection("jdbc:postgresql://127.0.0.1:" + TestStore.postgresPort() + "/postgres", "postgres", "");
				Statement statement = connection.createStatement()) {
			statement.execute("alter database " + name + " allow_connections " + !down);
			if (down) {
				statement
					.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
			}
		}
	}

	private static void await(Callable<Boolean> condition) {
		Awaitility.await().atMost(LedgerNode.WAIT).until(condition);
	}

}
