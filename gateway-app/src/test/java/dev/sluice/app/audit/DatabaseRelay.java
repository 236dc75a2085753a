package dev.sluice.app.audit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

import dev.sluice.app.FreePort;

/** Stands between the gateway and its database, and takes the database away. */
final class DatabaseRelay implements AutoCloseable {

	/** How a database can be away. */
	enum Outage {

		/** Its connections break and new ones are refused. */
		REFUSED,

		/** Nothing breaks, and nothing passes any more. */
		BLACK_HOLE

	}

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

	private final int target;

	private final int port;

	private volatile @Nullable Outage outage;

	private ServerSocket server;

	DatabaseRelay(int target) throws IOException {
		this.target = target;
		this.port = FreePort.next();
		this.server = listen(this.port);
		accept();
	}

	int port() {
		return this.port;
	}

	void takeAway(Outage how) throws IOException {
		this.outage = how;
		if (how == Outage.REFUSED) {
			this.server.close();
			breakAll();
		}
	}

	/** Gives it back; what hung meanwhile is broken. */
	void giveBack() throws IOException {
		boolean refused = this.outage == Outage.REFUSED;
		this.outage = null;
		breakAll();
		if (refused) {
			this.server = listen(this.port);
			accept();
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		breakAll();
		this.threads.shutdownNow();
	}

	private static ServerSocket listen(int port) throws IOException {
		ServerSocket server = new ServerSocket();
		server.setReuseAddress(true);
		server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
		return server;
	}

	private void accept() {
		ServerSocket listening = this.server;
		this.threads.execute(() -> {
			while (!listening.isClosed()) {
				try {
					join(listening.accept());
				}
				catch (IOException ex) {
					// Closed, which ends the loop.
				}
			}
		});
	}

	private void join(Socket client) throws IOException {
		this.sockets.add(client);
		Socket database = new Socket(InetAddress.getLoopbackAddress(), this.target);
		this.sockets.add(database);
		this.threads.execute(() -> pump(client, database));
		this.threads.execute(() -> pump(database, client));
	}

	private void pump(Socket from, Socket to) {
		byte[] bytes = new byte[16 * 1024];
		try (from; to) {
			int count = from.getInputStream().read(bytes);
			while (count >= 0) {
				if (this.outage == null) {
					to.getOutputStream().write(bytes, 0, count);
				}
				count = from.getInputStream().read(bytes);
			}
		}
		catch (IOException ex) {
			// The other end is closed with this one.
		}
		this.sockets.remove(from);
		this.sockets.remove(to);
	}

	private void breakAll() throws IOException {
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

}
