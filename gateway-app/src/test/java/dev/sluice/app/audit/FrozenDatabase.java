package dev.sluice.app.audit;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stops all processes of a PostgreSQL server, which neither answer nor break then. */
final class FrozenDatabase implements AutoCloseable {

	private final List<String> processes;

	/** Freezes the server on a port of this machine until this is closed. */
	FrozenDatabase(int port) throws Exception {
		try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres",
				"postgres", "");
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select pg_backend_pid()")) {
			rows.next();
			ProcessHandle server = ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
			this.processes = Stream.concat(Stream.of(server), server.descendants())
				.map((process) -> Long.toString(process.pid()))
				.toList();
		}
		signal("-STOP");
	}

	private void signal(String signal) throws IOException {
		List<String> command = new ArrayList<>(List.of("kill", signal));
		command.addAll(this.processes);
		new ProcessBuilder(command).inheritIO().start().onExit().join();
	}

	@Override
	public void close() throws IOException {
		signal("-CONT");
	}

}
