package com.example.shop;

import java.time.Clock;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;

/** The shop's gateway. Nothing in it knows Sluice. */
@SpringBootApplication(proxyBeanMethods = false)
public class ShopGateway {

	/**
	 * Starts the gateway.
	 * @param args Boot's options
	 */
	public static void main(String[] args) {
		SpringApplication.run(ShopGateway.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	@Bean
	HealthIndicator warehouse() {
		return () -> Health.up().withDetail("shelves", 12).build();
	}

	@Bean
	HttpClientCustomizer shopUserAgent() {
		return (client) -> client.headers((headers) -> headers.set("x-shop-client", "gateway"));
	}

}
