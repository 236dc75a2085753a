package dev.sluice.app;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.context.reactive.GenericReactiveWebApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import dev.sluice.declare.Problem;
import dev.sluice.declare.RouteFileCheck;

/**
 * The command {@code --sluice.check=FILE_OR_FOLDER}: says what is wrong with route files,
 * with the predicates, filters, providers and strategies of this gateway, and ends. No
 * port is opened, nothing is applied, and a running gateway is not disturbed.
 */
final class RouteCheck {

	private static final String OPTION = "--sluice.check=";

	private static final String OVERRIDES = "sluice.check";

	private final PrintStream out;

	RouteCheck(PrintStream out) {
		this.out = out;
	}

	/**
	 * Whether the command line asks for a check.
	 * @param args the command line
	 * @return true when there is one to run
	 */
	static boolean isAskedFor(String[] args) {
		return List.of(args).stream().anyMatch((arg) -> arg.startsWith(OPTION));
	}

	/**
	 * Checks, and prints one line for each problem.
	 * @param args the command line
	 * @return 0 when all could be applied, else 1
	 */
	int run(String[] args) {
		List<String> others = new ArrayList<>(List.of(args));
		List<Path> paths = others.stream()
			.filter((arg) -> arg.startsWith(OPTION))
			.map((arg) -> Path.of(arg.substring(OPTION.length())))
			.toList();
		others.removeIf((arg) -> arg.startsWith(OPTION));
		List<Problem> problems = problems(paths, others);
		problems.forEach(this.out::println);
		if (problems.isEmpty()) {
			this.out.println("valid");
		}
		return problems.isEmpty() ? 0 : 1;
	}

	private static List<Problem> problems(List<Path> paths, List<String> args) {
		List<Problem> problems = new ArrayList<>();
		List<Path> present = new ArrayList<>(paths);
		for (Path path : paths) {
			if (!Files.exists(path)) {
				problems.add(new Problem(path.toString(), 1, 1, "there is no such file or folder"));
				present.remove(path);
			}
		}
		if (!present.isEmpty()) {
			try (ConfigurableApplicationContext context = context(args)) {
				RouteFileCheck check = context.getBean(RouteFileCheck.class).among(inForce(context.getEnvironment()));
				present.forEach((path) -> problems.addAll(check.check(path)));
			}
		}
		return problems;
	}

	/** The whole gateway without a server, of which only what is asked for is made. */
	private static ConfigurableApplicationContext context(List<String> args) {
		return new SpringApplicationBuilder(SluiceApplication.class)
			.contextFactory((type) -> new GenericReactiveWebApplicationContext())
			.lazyInitialization(true)
			.logStartupInfo(false)
			.initializers((context) -> quieten(context.getEnvironment()))
			.run(args.toArray(String[]::new));
	}

	private static void quieten(ConfigurableEnvironment environment) {
		Map<String, Object> settings = new HashMap<>(
				Map.of("sluice.routes.watch", "false", "sluice.store.enabled", "false"));
		// Files in force that are broken must not keep their cure from being checked.
		settings.put("sluice.routes.folder", inForce(environment).resolve(".unread").toString());
		if (!environment.containsProperty("sluice.simulator.base-url")
				&& environment.getProperty("sluice.simulator.enabled", Boolean.class, true)) {
			// Its name must be known to routes, but nobody calls it.
			settings.put("sluice.simulator.base-url", "http://127.0.0.1:9");
		}
		environment.getPropertySources().addFirst(new MapPropertySource(OVERRIDES, settings));
	}

	/** The folder of the gateway's own route files. */
	private static Path inForce(ConfigurableEnvironment environment) {
		environment.getPropertySources().remove(OVERRIDES);
		String folder = environment.getProperty("sluice.routes.folder");
		return (folder != null) ? Path.of(folder)
				: Path.of(environment.getProperty("sluice.home", ".sluice"), "config", "routes");
	}

}
