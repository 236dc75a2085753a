package dev.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Routes for all models, of which a call chooses one by its clock, named in the header
 * {@code x-clock}.
 */
final class ClockedRoutes {

	private ClockedRoutes() {
	}

	/**
	 * Writes them, and one with the usual clocks for calls that name none.
	 * @param clocks by name, what the route's metadata holds, such as
	 * {@code total-timeout: 2s}
	 * @return the home for a gateway
	 */
	static Path home(Map<String, String> clocks) throws IOException {
		StringBuilder routes = new StringBuilder("""
				routes:
				  - id: usual
				    uri: ai://auto
				    predicates:
				      - AiModel=*
				""");
		clocks.forEach((name, clock) -> routes.append("""
				  - id: %1$s
				    uri: ai://auto
				    order: -1
				    predicates:
				      - AiModel=*
				      - Header=x-clock, %1$s
				    metadata:
				      %2$s
				""".formatted(name, clock)));
		Path home = Files.createTempDirectory("sluice-home");
		Files.createDirectories(home.resolve("config/routes"));
		Files.writeString(home.resolve("config/routes/clocked.yaml"), routes);
		return home;
	}

}
