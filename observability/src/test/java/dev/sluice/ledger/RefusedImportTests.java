package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.store.SluiceDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/** When an import may be asked for; what it does is tested with the flusher. */
class RefusedImportTests {

	@Test
	void whoeverHasTheAnswerMayAskAgain(@TempDir Path folder) {
		RefusedImport imports = new RefusedImport(mock(SluiceDatabase.class), new LedgerTable("n"),
				new RefusedAttempts(() -> folder));
		assertThat(imports.run().flatMap((first) -> imports.run()).block(Duration.ofSeconds(10))).isNotNull();
	}

}
