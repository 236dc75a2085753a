package dev.sluice.declare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.core.io.ClassPathResource;

/** The route file that comes with the gateway. */
final class BundledRoutes {

	static final String RESOURCE = "dev/sluice/routes/bundled.yaml";

	private BundledRoutes() {
	}

	/**
	 * Reads the file.
	 * @return what it declares
	 * @throws InvalidRoutesException when the jar was tampered with
	 */
	static RouteFile read() {
		Problems problems = new Problems();
		RouteFile file = RouteFileParser.parse(new SourceText("classpath:" + RESOURCE, text()), problems);
		if (!problems.none()) {
			throw new InvalidRoutesException(problems.list());
		}
		return file;
	}

	private static String text() {
		try {
			return new ClassPathResource(RESOURCE, BundledRoutes.class.getClassLoader())
				.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The bundled routes cannot be read; use the jar as it was released", ex);
		}
	}

}
