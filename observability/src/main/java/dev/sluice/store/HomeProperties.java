package dev.sluice.store;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where a node keeps its data.
 *
 * @param home the folder for data and for {@code config/routes}; also set by the
 * environment variable {@code SLUICE_HOME}. A relative path counts from the working
 * folder.
 */
@ConfigurationProperties(prefix = "sluice") // unknown keys are siblings' to judge
record HomeProperties(@DefaultValue(".sluice") Path home) {
}
