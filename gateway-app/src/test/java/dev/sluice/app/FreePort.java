package dev.sluice.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for those who cannot have the system choose one, since they are told it before
 * they listen, or listen again. They lie below those that the system hands out, so that
 * nobody is given them meanwhile.
 */
public final class FreePort {

	private static final int FROM = 20_000;

	private static final int UNTIL = 32_000;

	private FreePort() {
	}

	/** A port of the loopback address on which nobody listens. */
	public static int next() {
		while (true) {
			int port = ThreadLocalRandom.current().nextInt(FROM, UNTIL);
			try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
				return free.getLocalPort();
			}
			catch (IOException ex) {
				// Another one, then.
			}
		}
	}

}
