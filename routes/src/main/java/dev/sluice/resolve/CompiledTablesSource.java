package dev.sluice.resolve;

/** Keeps the prepared tables and prepares them anew when the snapshot changes. */
final class CompiledTablesSource {

	private final RoutingTablesSource source;

	private volatile CompiledTables compiled = new CompiledTables(RoutingTables.EMPTY);

	CompiledTablesSource(RoutingTablesSource source) {
		this.source = source;
	}

	CompiledTables current() {
		RoutingTables tables = this.source.current();
		CompiledTables known = this.compiled;
		if (known.isOf(tables)) {
			return known;
		}
		CompiledTables fresh = new CompiledTables(tables);
		this.compiled = fresh;
		return fresh;
	}

}
