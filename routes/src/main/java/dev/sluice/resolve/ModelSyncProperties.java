package dev.sluice.resolve;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How lists of models are kept up to date.
 *
 * @param syncInterval how often providers that list their models are asked; 0 leaves it
 * at the catalogue's models
 * @param syncTimeout how long one answer may take
 * @param maxList the largest answer
 */
@ConfigurationProperties(prefix = "sluice.models", ignoreUnknownFields = false)
public record ModelSyncProperties(@DefaultValue("10m") Duration syncInterval, @DefaultValue("10s") Duration syncTimeout,
		@DefaultValue("8MB") DataSize maxList) {
}
