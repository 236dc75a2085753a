package dev.sluice.declare;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the route files.
 *
 * @param folder Folder of the operator's route files, *.yaml and *.yml. May be missing
 * and be created later. Default is config/routes in the folder that sluice.home names.
 * @param bundled Whether the routes, rules and aliases that come with the gateway are
 * used. Without them only the operator's files count.
 * @param watch Whether changes of the folder are applied while the gateway runs.
 * @param quietPeriod How long the folder must be unchanged before changes are applied.
 * @param pollInterval How often to look for changes that the operating system does not
 * report.
 */
@ConfigurationProperties(prefix = "sluice.routes", ignoreUnknownFields = false)
public record RoutesProperties(@Nullable Path folder, @DefaultValue("true") boolean bundled,
		@DefaultValue("true") boolean watch, @DefaultValue("200ms") Duration quietPeriod,
		@DefaultValue("2s") Duration pollInterval) {

	/** Checks that the watcher never spins. */
	public RoutesProperties {
		if (quietPeriod.toMillis() < 1 || pollInterval.toMillis() < 1) {
			throw new IllegalArgumentException(
					"sluice.routes.quiet-period and sluice.routes.poll-interval must be at least 1ms");
		}
	}

	/**
	 * The folder to read.
	 * @param home the gateway's own folder
	 * @return the folder that is set, or the default inside home
	 */
	Path folderIn(Path home) {
		return (this.folder != null) ? this.folder : home.resolve("config").resolve("routes");
	}

}
