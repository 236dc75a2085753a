package dev.sluice.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The ready gateway: every module of Sluice in one application. */
@SpringBootApplication(proxyBeanMethods = false)
public class SluiceApplication {

	private static final String EVENT_LOOPS = "reactor.netty.ioWorkerCount";

	/**
	 * Starts the gateway.
	 * @param args Boot's options, such as {@code --server.port=8080}, or
	 * {@code --sluice.check=FILE_OR_FOLDER} to check route files and end
	 */
	public static void main(String[] args) {
		if (RouteCheck.isAskedFor(args)) {
			// The answer of a command belongs on its output, not into a log.
			System.exit(new RouteCheck(new PrintStream(new FileOutputStream(FileDescriptor.out))).run(args));
		}
		// As many event loops as cores: the library's minimum of four costs 15 % on two.
		if (System.getProperty(EVENT_LOOPS) == null) {
			System.setProperty(EVENT_LOOPS, Integer.toString(Runtime.getRuntime().availableProcessors()));
		}
		SpringApplication.run(SluiceApplication.class, args);
	}

}
