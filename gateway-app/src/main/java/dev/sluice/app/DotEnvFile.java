package dev.sluice.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads a {@code .env} file in the working folder as if its lines were environment
 * variables. Real variables win.
 */
class DotEnvFile implements EnvironmentPostProcessor, Ordered {

	private static final int LIMIT = 64 * 1024;

	private final Path file;

	DotEnvFile() {
		this(Path.of(".env"));
	}

	DotEnvFile(Path file) {
		this.file = file;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		if (!Files.isRegularFile(this.file)) {
			return;
		}
		Map<String, Object> merged = new HashMap<>(read());
		merged.putAll(environment.getSystemEnvironment());
		String name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
		environment.getPropertySources().replace(name, new SystemEnvironmentPropertySource(name, merged));
	}

	private Map<String, Object> read() {
		try {
			if (Files.size(this.file) > LIMIT) {
				throw new IllegalStateException("The file .env is larger than 64 KiB. It should hold KEY=VALUE lines.");
			}
			return parse(Files.readAllLines(this.file));
		}
		catch (IOException ex) {
			throw new IllegalStateException("The file .env cannot be read. Check its permissions and encoding.", ex);
		}
	}

	static Map<String, Object> parse(List<String> lines) {
		Map<String, Object> values = new LinkedHashMap<>();
		int number = 0;
		for (String raw : lines) {
			number++;
			String line = raw.strip();
			if (!line.isEmpty() && !line.startsWith("#")) {
				entry(line.startsWith("export ") ? line.substring(7).strip() : line, number, values);
			}
		}
		return values;
	}

	private static void entry(String line, int number, Map<String, Object> values) {
		int equals = line.indexOf('=');
		if (equals < 1 || !line.substring(0, equals).strip().matches("[A-Za-z_][A-Za-z0-9_]*")) {
			throw new IllegalStateException(".env:" + number + ": expected NAME=VALUE, one per line.");
		}
		values.put(line.substring(0, equals).strip(), value(line.substring(equals + 1).strip()));
	}

	private static String value(String text) {
		if (text.length() >= 2 && (text.startsWith("\"") || text.startsWith("'"))
				&& text.charAt(text.length() - 1) == text.charAt(0)) {
			return text.substring(1, text.length() - 1);
		}
		int comment = text.indexOf(" #");
		return (comment >= 0) ? text.substring(0, comment).strip() : text;
	}

}
