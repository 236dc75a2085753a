package dev.sluice.catalog;

/** Adds providers to the catalogue before it is used, such as one started in-process. */
@FunctionalInterface
public interface CatalogueCustomizer {

	/**
	 * Changes the catalogue that is being built.
	 * @param catalogue holds the providers of files, environment and properties
	 */
	void customize(CatalogueBuilder catalogue);

}
