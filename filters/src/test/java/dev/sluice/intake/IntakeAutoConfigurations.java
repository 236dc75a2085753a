package dev.sluice.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;

/** The auto-configurations that this module lists. */
public final class IntakeAutoConfigurations {

	private IntakeAutoConfigurations() {
	}

	public static AutoConfigurations all() {
		try {
			String listed = new ClassPathResource(
					"META-INF/spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")
				.getContentAsString(StandardCharsets.UTF_8);
			return AutoConfigurations.of(listed.lines()
				.filter(line -> line.startsWith("dev.sluice."))
				.map(line -> ClassUtils.resolveClassName(line, null))
				.toArray(Class<?>[]::new));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
