package dev.sluice.bench.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * Runs a PostgreSQL server until the process is ended. Arguments: the port, and a folder
 * for its data.
 */
public final class Postgres {

	private Postgres() {
	}

	/**
	 * Starts the server.
	 * @param args port and folder
	 * @throws IOException when it does not start
	 * @throws InterruptedException when interrupted
	 */
	public static void main(String[] args) throws IOException, InterruptedException {
		// The library turns durability off, which would flatter nobody but the disk.
		EmbeddedPostgres server = EmbeddedPostgres.builder()
			.setPort(Integer.parseInt(args[0]))
			.setOverrideWorkingDirectory(Path.of(args[1]).toFile())
			.setServerConfig("fsync", "on")
			.setServerConfig("full_page_writes", "on")
			.setServerConfig("synchronous_commit", "on")
			.start();
		CountDownLatch end = new CountDownLatch(1);
		Runtime.getRuntime().addShutdownHook(new Thread(() -> {
			try {
				server.close();
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}));
		end.await();
	}

}
