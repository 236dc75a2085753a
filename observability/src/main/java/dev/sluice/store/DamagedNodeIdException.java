package dev.sluice.store;

import java.nio.file.Path;

/**
 * The home's node id cannot be understood. Start is refused, because data in that home
 * belongs to the id.
 */
final class DamagedNodeIdException extends RuntimeException {

	DamagedNodeIdException(Path file) {
		super("The file " + file + " does not hold a node id such as node_0123456789abcdef. "
				+ "Restore it from a backup, or delete it to make this a new node.");
	}

}
