package dev.sluice.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import io.r2dbc.spi.ConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAutoConfigurationTests {

	@TempDir
	Path folder;

	@Test
	void opensNothingInAHostThatDidNotAskForIt() {
		runner().withPropertyValues("sluice.store.url=mysql://x").run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(SluiceDatabase.class);
			assertThat(this.folder.resolve("home/data")).doesNotExist();
		});
	}

	@Test
	void isReadyWhenTheContextIsAndOffersNoConnectionFactory() {
		enabled().run((context) -> {
			assertThat(context.getBean(SluiceDatabase.class).ready().toFuture()).isCompleted();
			assertThat(context).doesNotHaveBean(ConnectionFactory.class);
			assertThat(this.folder.resolve("home/data/sluice.mv.db")).isRegularFile();
		});
	}

	@Test
	void leavesTheProcessorsToTheStartUntilTheServerListens() {
		AtomicBoolean untouched = new AtomicBoolean();
		enabled()
			.withBean(SmartLifecycle.class,
					() -> new DatabaseStart(SmartLifecycle.DEFAULT_PHASE - 2048,
							() -> untouched.set(Files.notExists(this.folder.resolve("home/data/sluice.mv.db")))))
			.run((context) -> assertThat(untouched).isTrue());
	}

	@Test
	void aStepHasItsPlaceAndRunsOnceItIsDone() {
		AtomicBoolean done = new AtomicBoolean();
		DatabaseStart step = new DatabaseStart(7, () -> done.set(true));
		assertThat(step.getPhase()).isEqualTo(7);
		assertThat(step.isRunning()).isFalse();
		step.start();
		assertThat(done).isTrue();
		assertThat(step.isRunning()).isTrue();
		step.stop();
		assertThat(step.isRunning()).isFalse();
	}

	@Test
	void isClosedAtOnceWhereTheStartFailsBeforeItsOpening() {
		long started = System.nanoTime();
		enabled().withBean(SmartLifecycle.class, () -> new DatabaseStart(0, () -> {
			throw new IllegalStateException("the port is taken");
		})).run((context) -> assertThat(context).getFailure().rootCause().hasMessage("the port is taken"));
		assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started)).isLessThan(20);
	}

	@Test
	void refusesAFileThatAnotherProcessUses() throws IOException {
		try (HomeLock other = new HomeLock(new SluiceHome(this.folder.resolve("home")))) {
			other.require("a test");
			enabled()
				.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("is in use by"));
		}
	}

	@Test
	void refusesToStartOnADamagedFile() throws IOException {
		Path data = Files.createDirectories(this.folder.resolve("home/data"));
		Files.writeString(data.resolve("sluice.mv.db"), "this is no database ".repeat(1000));
		enabled().run((context) -> assertThat(context).getFailure()
			.cause()
			.hasMessageContaining("sluice.mv.db cannot be opened: ")
			.hasMessageContaining("set SQL_DSN"));
	}

	@Test
	void startsWithoutAServerThatIsDown(CapturedOutput output) throws IOException {
		try (Socket down = new Socket()) {
			// Bound but not listening: it refuses connections, and nobody else gets its
			// port.
			down.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			startsWithoutAServer(down.getLocalPort(), output);
		}
		assertThat(output).doesNotContain("s3cret");
	}

	private void startsWithoutAServer(int port, CapturedOutput output) {
		long started = System.nanoTime();
		enabled().withPropertyValues("sluice.store.url=postgres://al:s3cret@127.0.0.1:" + port + "/db")
			.run((context) -> {
				assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - started))
					.as("not waited for as long as for a file")
					.isLessThan(30);
				SluiceDatabase database = context.getBean(SluiceDatabase.class);
				assertThat(database.ready().toFuture()).isNotDone();
				awaitWarning(output);
				assertThatThrownBy(() -> database.now().block(Duration.ofSeconds(5)))
					.isInstanceOf(StoreUnavailableException.class)
					.hasMessageContaining("127.0.0.1:" + port + "/db cannot be used");
			});
	}

	private static void awaitWarning(CapturedOutput output) {
		long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
		while (!output.getAll().contains("refused with 503 until it answers")) {
			assertThat(System.nanoTime()).as("the warning must come").isLessThan(end);
			LockSupport.parkNanos(20_000_000);
		}
	}

	@Test
	void doesNotTellThePasswordOfAnAddressThatIsWrong() {
		enabled().withPropertyValues("sluice.store.url=mysql://al:s3cret@h/db")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageNotContaining("s3cret"));
	}

	private ApplicationContextRunner enabled() {
		return runner().withPropertyValues("sluice.store.enabled=true");
	}

	private ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class, DatabaseAutoConfiguration.class))
			.withPropertyValues("sluice.home=" + this.folder.resolve("home"));
	}

}
