package dev.sluice.store;

import java.util.Map;

/**
 * Settings that are in force and may be shown to administrators. Each feature offers a
 * bean with its own; what no bean names is never shown, so a secret cannot slip out by
 * its name.
 */
@FunctionalInterface
public interface NodeSettings {

	/**
	 * The effective values.
	 * @return full property names and values; without secrets
	 */
	Map<String, Object> settings();

}
