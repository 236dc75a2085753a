package dev.sluice.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The ready gateway: every module of Sluice in one application. */
@SpringBootApplication
public class SluiceApplication {

	/**
	 * Starts the gateway.
	 * @param args Boot's options, such as {@code --server.port=8080}
	 */
	public static void main(String[] args) {
		SpringApplication.run(SluiceApplication.class, args);
	}

}
