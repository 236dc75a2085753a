package dev.sluice.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The embedded database writes commits some time later; money must not be spent on them
 * before, nor journal space be used again.
 */
@Timeout(60)
class DurableGrantTests {

	private static final AllowanceKey KEY = new AllowanceKey("key:k1", "2026-11");

	@TempDir
	Path folder;

	@Test
	void whatIsGrantedOrBookedIsOnTheDiskBeforeAnybodyIsTold() throws IOException {
		try (StoreRig rig = new StoreRig(TestStore.H2_FILE, this.folder.resolve("live"))) {
			Bookkeeper books = rig.books("n1");
			rig.lease("n1", KEY, 1, 1_000);
			for (int step = 1; step < 4; step++) {
				rig.lease("n1", KEY, 10, 1_000);
				assertThat(onDisk("granted" + step))
					.containsExactly("key:k1 2026-11 " + (step - 1) + " " + (step * 9 + 2));
				books
					.book(new JournalBatch(List.of(Attempts.finished(5, 1, KEY)), new JournalPosition(0, step)),
							(step > 1) ? new JournalPosition(0, step - 1) : null, false)
					.block(StoreRig.WAIT);
				assertThat(onDisk("booked" + step)).containsExactly("key:k1 2026-11 " + step + " " + (step * 9 + 1));
			}
		}
	}

	/** What a process would find that is started after this one was killed now. */
	private List<String> onDisk(String name) throws IOException {
		Path live = this.folder.resolve("live");
		Path copy = this.folder.resolve(name);
		try (Stream<Path> files = Files.walk(live)) {
			for (Path file : files.filter((file) -> file.toString().endsWith(".mv.db")).toList()) {
				Path to = copy.resolve(live.relativize(file));
				Files.createDirectories(to.getParent());
				Files.copy(file, to);
			}
		}
		try (StoreRig rig = new StoreRig(TestStore.H2_FILE, copy)) {
			return rig.pots();
		}
	}

}
