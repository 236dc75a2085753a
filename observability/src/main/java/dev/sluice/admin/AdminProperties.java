package dev.sluice.admin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The administration API.
 *
 * @param enabled Whether it is served at all.
 * @param basePath The path below which it answers, and nothing else does. No trailing
 * slash.
 * @param maxBody The largest request body; 1 KB to 64 MB.
 */
@ConfigurationProperties(prefix = "sluice.admin", ignoreUnknownFields = false)
record AdminProperties(@DefaultValue("true") boolean enabled, @DefaultValue("/admin/api/v1") String basePath,
		@DefaultValue("1MB") DataSize maxBody) {

	AdminProperties {
		if (maxBody.toBytes() < 1024 || maxBody.toMegabytes() > 64) {
			throw new IllegalArgumentException("sluice.admin.max-body is " + maxBody + "; set 1KB to 64MB.");
		}
	}

}
