package dev.sluice.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider that answers byte by byte as a test tells it, also what no server would. */
final class RawUpstream implements AutoCloseable {

	private final ServerSocket server;

	private final Set<Socket> open = ConcurrentHashMap.newKeySet();

	private final Queue<RawReply> requests = new ConcurrentLinkedQueue<>();

	private final AtomicInteger accepted = new AtomicInteger();

	private volatile Conversation conversation = (connection) -> {
	};

	RawUpstream() throws IOException {
		this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
	}

	RawUpstream(ServerSocket server) {
		this.server = server;
		start(this::accept);
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "raw-upstream");
		thread.setDaemon(true);
		thread.start();
	}

	String url() {
		return "http://127.0.0.1:" + port();
	}

	int port() {
		return this.server.getLocalPort();
	}

	/** What is said on each connection; it is closed afterwards. */
	void on(Conversation conversation) {
		this.conversation = conversation;
	}

	/** Answers the first request of each connection, then waits for the other side. */
	void answers(String bytes) {
		on((connection) -> {
			connection.request();
			connection.say(bytes);
			connection.awaitEnd();
		});
	}

	Queue<RawReply> requests() {
		return this.requests;
	}

	int accepted() {
		return this.accepted.get();
	}

	int open() {
		return this.open.size();
	}

	void clear() {
		this.requests.clear();
		this.accepted.set(0);
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket socket = this.server.accept();
				this.open.add(socket);
				this.accepted.incrementAndGet();
				start(() -> converse(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	private void converse(Socket socket) {
		try (socket) {
			socket.setSoTimeout(20_000);
			socket.setTcpNoDelay(true);
			this.conversation.hold(new Connection(socket));
		}
		catch (IOException ex) {
			// The gateway left, as it may.
		}
		finally {
			this.open.remove(socket);
		}
	}

	/** Closes every connection, also those that the gateway keeps for later. */
	void hangUp() throws IOException {
		for (Socket socket : this.open) {
			socket.close();
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		hangUp();
	}

	/** What is said on one connection. */
	@FunctionalInterface
	interface Conversation {

		void hold(Connection connection) throws IOException;

	}

	/** One connection from the gateway. */
	final class Connection {

		private final Socket socket;

		private final InputStream in;

		private final OutputStream out;

		Connection(Socket socket) throws IOException {
			this.socket = socket;
			this.in = new java.io.BufferedInputStream(socket.getInputStream());
			this.out = socket.getOutputStream();
		}

		/** Reads the next request; the connection's end is an exception. */
		RawReply request() throws IOException {
			RawReply request = RawReply.read(this.in, false);
			if (request == null) {
				throw new IOException("no more requests");
			}
			RawUpstream.this.requests.add(request);
			return request;
		}

		void say(String bytes) throws IOException {
			this.out.write(bytes.getBytes(StandardCharsets.UTF_8));
			this.out.flush();
		}

		/** Waits until the gateway closes. */
		void awaitEnd() throws IOException {
			while (this.in.read() >= 0) {
				continue;
			}
		}

		void reset() throws IOException {
			this.socket.setSoLinger(true, 0);
		}

		void halfClose() throws IOException {
			this.socket.shutdownOutput();
		}

		/** Waits for what happens elsewhere in the test. */
		void await(CountDownLatch latch) throws IOException {
			try {
				if (!latch.await(30, TimeUnit.SECONDS)) {
					throw new IOException("what the conversation waits for did not happen");
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IOException(ex);
			}
		}

		void pause(long millis) throws IOException {
			try {
				Thread.sleep(millis);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IOException(ex);
			}
		}

	}

}
