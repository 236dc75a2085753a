package dev.sluice.catalog;

/**
 * A catalogue entry, property or environment variable that cannot be used. The message
 * says where it stands and what to do, and never repeats a secret.
 */
public final class CatalogueException extends IllegalArgumentException {

	CatalogueException(String message) {
		super(message);
	}

}
