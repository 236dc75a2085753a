package dev.sluice.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Properties;

/**
 * What this node is.
 *
 * @param id which node
 * @param version the version of Sluice
 * @param startedAt when it started
 */
public record NodeInfo(NodeId id, String version, Instant startedAt) {

	/**
	 * The version of Sluice on the class path.
	 * @return a Maven version
	 */
	public static String sluiceVersion() {
		try (InputStream in = NodeInfo.class.getResourceAsStream("version.properties")) {
			Properties properties = new Properties();
			if (in != null) {
				properties.load(in);
			}
			return properties.getProperty("version", "unknown");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
