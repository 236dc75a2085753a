package dev.sluice.app.transport;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the gateway reaches the kernel's sockets.
 *
 * @param sockets the kernel's interface: {@code auto} takes io_uring where the kernel
 * allows it, else epoll, else Java's own; {@code io-uring} and {@code epoll} end the
 * start where they are not to be had
 */
@ConfigurationProperties(prefix = "sluice.transport", ignoreUnknownFields = false)
record TransportProperties(@DefaultValue("auto") Sockets sockets) {
}
