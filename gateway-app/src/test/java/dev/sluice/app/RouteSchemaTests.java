package dev.sluice.app;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.sluice.declare.RouteSchema;

@Timeout(60)
class RouteSchemaTests {

	@Test
	void holdsEveryPredicateAndFilterThatTheGatewayRegisters() throws IOException {
		try (RunningGateway gateway = RunningGateway.start()) {
			GeneratedFile.assertUpToDate("routes.schema.json", gateway.bean(RouteSchema.class).generate());
		}
	}

}
