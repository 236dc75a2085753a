package dev.sluice.app.transport;

import java.time.Duration;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.HttpResources;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

class TransportConfigurationTests {

	private final ApplicationContextRunner context = new ApplicationContextRunner()
		.withUserConfiguration(TransportConfiguration.class);

	@AfterEach
	void leaveTheLoopsToTheLibrary() {
		HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, Duration.ofSeconds(2)).block();
	}

	@Test
	void ringsAreTakenWhenAskedFor() {
		assumeThat(IoUring.isAvailable()).isTrue();
		this.context.withPropertyValues("sluice.transport.sockets=io-uring").run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(HttpResources.get().onServer(true)).isInstanceOfSatisfying(IoEventLoopGroup.class,
					(loops) -> assertThat(loops.isCompatible(IoUringIoHandle.class)).isTrue());
		});
	}

	@Test
	void anUnknownKindOfSocketsEndsTheStart() {
		this.context.withPropertyValues("sluice.transport.sockets=carrier-pigeon")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("carrier-pigeon"));
	}

}
