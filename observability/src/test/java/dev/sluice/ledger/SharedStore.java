package dev.sluice.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.springframework.util.FileSystemUtils;

import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.TestStore;

/**
 * One embedded database for all tests of a class. Each test takes a node of its own, so
 * that it need not care what others left there.
 */
final class SharedStore implements BeforeAllCallback, AfterAllCallback {

	private final Function<Path, SluiceDatabase> opened;

	private Path folder;

	private StoreRig rig;

	private int nodes;

	SharedStore() {
		this(TestStore.H2_FILE::open);
	}

	private SharedStore(Function<Path, SluiceDatabase> opened) {
		this.opened = opened;
	}

	/** One for tests that move the time. */
	static SharedStore forMovedTime() {
		return new SharedStore(TestStore::openForMovedTime);
	}

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		this.folder = Files.createTempDirectory("store");
		this.rig = new StoreRig(this.opened.apply(this.folder), this.folder);
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		this.rig.close();
		FileSystemUtils.deleteRecursively(this.folder);
	}

	/** The database, once the tests of the class run. */
	StoreRig rig() {
		return this.rig;
	}

	/** Where the database is, and what was refused. */
	Path folder() {
		return this.folder;
	}

	/** The name of a node that no test had before. */
	String newNode() {
		return "n" + ++this.nodes;
	}

}
