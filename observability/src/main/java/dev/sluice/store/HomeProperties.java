package dev.sluice.store;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a node keeps its data.
 *
 * @param home The folder for data and for config/routes/*.yaml; also set by the
 * environment variable SLUICE_HOME. A relative path counts from the working folder.
 */
@ConfigurationProperties(prefix = "sluice") // unknown keys are siblings' to judge
record HomeProperties(@DefaultValue(".sluice") Path home) {
}
