package dev.sluice.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Which rows are set aside, and what is kept of them. */
class RefusedAttemptsTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "lifetime");

	@TempDir
	Path folder;

	private final RefusedAttempts refused = new RefusedAttempts(() -> this.folder);

	@Test
	void dataAndConstraintsAreRefusedForGood() {
		for (String state : List.of("22001", "22021", "23505", "23514")) {
			assertThat(RefusedAttempts.isRefusal(failure(state))).as(state).isTrue();
		}
		for (String state : List.of("08006", "40001", "2200", "235050", "")) {
			assertThat(RefusedAttempts.isRefusal(failure(state))).as(state).isFalse();
		}
		assertThat(RefusedAttempts.isRefusal(new R2dbcTransientResourceException("away"))).isFalse();
		assertThat(RefusedAttempts.isRefusal(new IllegalArgumentException("a character"))).isTrue();
		assertThat(RefusedAttempts.isRefusal(new IllegalStateException("no"))).isFalse();
		assertThat(RefusedAttempts.isRefusal(new IllegalStateException(failure("23505")))).isTrue();
	}

	@Test
	void eachRowIsALineWithTheValuesOfItsColumns() throws IOException {
		AttemptOpened opened = Attempts.routed("r", KEY);
		keep(1, new FinishedAttempt(opened, Attempts.closed(opened, 30)), Attempts.finished(50, 31, KEY));
		List<String> lines = Files.readAllLines(this.folder.resolve("1-64.jsonl"));
		assertThat(lines).hasSize(2);
		JsonNode row = JsonMapper.shared().readTree(lines.get(0));
		assertThat(row.get("id").stringValue()).isEqualTo(opened.id().toString());
		assertThat(row.get("node_id").stringValue()).isEqualTo("n1");
		assertThat(row.get("started_at").stringValue()).isEqualTo("2026-11-20T10:00:00Z");
		assertThat(row.get("streamed").isBoolean()).isTrue();
		assertThat(row.get("cost_nanos").isNumber()).isTrue();
		assertThat(row.get("cost_nanos").longValue()).isEqualTo(30);
		assertThat(row.has("end_user")).as("nothing is left out").isFalse();
		assertThat(JsonMapper.shared().readTree(lines.get(1)).get("cost_nanos").longValue()).isEqualTo(31);
	}

	@Test
	void aBatchThatIsTriedAgainTakesThePlaceOfItsFirstTry() throws IOException {
		FinishedAttempt attempt = Attempts.finished(50, 30, KEY);
		keep(1, attempt, Attempts.finished(50, 31, KEY));
		keep(1, attempt);
		assertThat(Files.readAllLines(this.folder.resolve("1-64.jsonl"))).hasSize(1);
		assertThat(this.refused.count()).isEqualTo(3);
		assertThat(this.refused.fileCount()).isEqualTo(1);
	}

	@Test
	void theDiskIsWaitedForWhereThatHoldsUpNobody() {
		List<String> threads = new ArrayList<>();
		RefusedAttempts watched = new RefusedAttempts(() -> {
			threads.add(Thread.currentThread().getName());
			return this.folder;
		});
		watched.keep(new JournalPosition(1, 64), List.of(), "n1").block(StoreRig.WAIT);
		assertThat(threads).singleElement().asString().startsWith("boundedElastic");
	}

	@Test
	void filesAreToldOldestFirstAndOthersAreNotOurs() throws IOException {
		for (int segment : List.of(3, 1, 2)) {
			keep(segment, Attempts.finished(50, 30, KEY));
		}
		Files.writeString(this.folder.resolve("1-64.jsonl.tmp"), "");
		assertThat(this.refused.files()).extracting((file) -> file.getFileName().toString())
			.containsExactly("1-64.jsonl", "2-64.jsonl", "3-64.jsonl");
	}

	@Test
	void aFolderThatCannotBeReadHasAnUnknownNumberOfFiles() {
		assertThat(new RefusedAttempts(() -> this.folder.resolve("none")).fileCount()).isEqualTo(-1);
	}

	private void keep(long segment, FinishedAttempt... attempts) {
		this.refused.keep(new JournalPosition(segment, 64), List.of(attempts), "n1").block(StoreRig.WAIT);
	}

	private static R2dbcDataIntegrityViolationException failure(String state) {
		return new R2dbcDataIntegrityViolationException("no", state);
	}

}
