package dev.sluice.app;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The simulated provider inside the gateway.
 *
 * @param enabled whether it runs; it answers {@code simulated/*}, and every model while
 * no real provider is configured
 * @param baseUrl the address of one that runs elsewhere; then none is started
 */
@ConfigurationProperties(prefix = "sluice.simulator", ignoreUnknownFields = false)
record SimulatorProperties(@DefaultValue("true") boolean enabled, @org.jspecify.annotations.Nullable String baseUrl) {
}
