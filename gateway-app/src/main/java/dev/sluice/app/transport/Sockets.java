package dev.sluice.app.transport;

import java.util.Optional;
import java.util.function.Supplier;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import org.jspecify.annotations.Nullable;

/** A kernel's interface to its sockets. */
enum Sockets {

	/** The best one that is to be had. */
	AUTO,

	/** Linux's rings of requests and completions. */
	IO_URING,

	/** Linux's readiness events. */
	EPOLL,

	/** Java's own, on every system. */
	NIO;

	/**
	 * What event loops run on.
	 * @return the factory of their handlers; none where the choice is the library's
	 * @throws IllegalStateException when this machine has no such sockets
	 */
	Optional<IoHandlerFactory> handlers() {
		return switch (this) {
			case AUTO -> Optional.empty();
			case IO_URING -> Optional.of(unless(IoUring.unavailabilityCause(), IoUringIoHandler::newFactory));
			case EPOLL -> Optional.of(unless(Epoll.unavailabilityCause(), EpollIoHandler::newFactory));
			case NIO -> Optional.of(NioIoHandler.newFactory());
		};
	}

	private IoHandlerFactory unless(@Nullable Throwable cause, Supplier<IoHandlerFactory> handlers) {
		if (cause != null) {
			throw new IllegalStateException("sluice.transport.sockets asks for " + this
					+ ", which this machine does not have. Set it to auto to take what is there.", cause);
		}
		return handlers.get();
	}

}
