package dev.sluice.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandle;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.nio.NioIoHandle;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.netty.http.HttpResources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@Timeout(60)
class TransportTests {

	private static final String STREAM = "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

	@Test
	void javasOwnSocketsCarryStreams() {
		carriesStreamsOn("nio", NioIoHandle.class);
	}

	@Test
	void epollCarriesStreams() {
		assumeThat(Epoll.isAvailable()).isTrue();
		carriesStreamsOn("epoll", EpollIoHandle.class);
	}

	@Test
	void theBestOnesThatTheKernelHasAreTakenUnasked() {
		Class<? extends IoHandle> best = IoUring.isAvailable() ? IoUringIoHandle.class
				: Epoll.isAvailable() ? EpollIoHandle.class : NioIoHandle.class;
		runsOn(best);
	}

	private static void aConnectionGoesOnBehindAQueuedRequestThatIsAnsweredAtOnce(RunningGateway gateway)
			throws IOException {
		String health = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
		try (RawClient client = new RawClient(gateway)) {
			client.send(RawClient.call("/v1/chat/completions", STREAM) + health);
			assertThat(client.reply().body()).endsWith("data: [DONE]\n\n");
			assertThat(client.reply().status()).isEqualTo(200);
			assertThat(client.send(health).reply().status()).isEqualTo(200);
		}
	}

	private static void carriesStreamsOn(String sockets, Class<? extends IoHandle> kind) {
		try (RunningGateway gateway = RunningGateway.start("sluice.transport.sockets=" + sockets)) {
			runsOn(kind);
			assertThat(gateway.post("/v1/chat/completions", STREAM).body()).endsWith("data: [DONE]\n\n");
			aConnectionGoesOnBehindAQueuedRequestThatIsAnsweredAtOnce(gateway);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			HttpResources.disposeLoopsAndConnectionsLater(Duration.ZERO, Duration.ofSeconds(2)).block();
		}
	}

	private static void runsOn(Class<? extends IoHandle> kind) {
		assertThat(HttpResources.get().onServer(true)).isInstanceOfSatisfying(IoEventLoopGroup.class,
				(loops) -> assertThat(loops.isCompatible(kind)).isTrue());
	}

}
