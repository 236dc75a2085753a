package dev.sluice.app.transport;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Has io_uring asked anew, before each read, whether a socket has something to tell.
 * Asked once for all, it tells of bytes and of a reset right behind them once; Netty
 * 4.2.17 then reads the bytes, is told that none are left, and waits for an event that
 * never comes. Must run before Netty's rings are touched, which read the setting once.
 */
final class RingPolls implements EnvironmentPostProcessor {

	private static final String ONCE_FOR_ALL = "io.netty.iouring.pollAddMultishotEnabled";

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (System.getProperty(ONCE_FOR_ALL) == null) {
			System.setProperty(ONCE_FOR_ALL, "false");
		}
	}

}
