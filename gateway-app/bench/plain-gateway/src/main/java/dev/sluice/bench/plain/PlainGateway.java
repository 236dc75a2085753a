package dev.sluice.bench.plain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Spring Cloud Gateway as it comes, with the one route of {@code application.yml}. */
@SpringBootApplication
public class PlainGateway {

	/**
	 * Starts the gateway.
	 * @param args Boot's options
	 */
	public static void main(String[] args) {
		SpringApplication.run(PlainGateway.class, args);
	}

}
