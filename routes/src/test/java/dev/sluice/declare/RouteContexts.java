package dev.sluice.declare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.HttpHandlerAutoConfiguration;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;

import dev.sluice.predicate.Nearest;
import dev.sluice.predicate.PredicateAutoConfiguration;
import dev.sluice.strategy.StrategyAutoConfiguration;

/** Applications with the real gateway, and route files in a folder. */
final class RouteContexts {

	static final Set<String> PROVIDERS = Set.of("openai", "anthropic", "gemini", "ollama", "openrouter", "simulated");

	private RouteContexts() {
	}

	static ReactiveWebApplicationContextRunner in(Path home) {
		ProviderNames names = new ProviderNames(PROVIDERS::contains, (name) -> Nearest.names(name, PROVIDERS, 3));
		return new ReactiveWebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, HttpHandlerAutoConfiguration.class,
					WebFluxAutoConfiguration.class, GatewayAutoConfiguration.class, PredicateAutoConfiguration.class,
					StrategyAutoConfiguration.class, RoutesAutoConfiguration.class))
			.withBean(ProviderNames.class, () -> names)
			.withPropertyValues("sluice.home=" + home, "sluice.routes.quiet-period=20ms",
					"sluice.routes.poll-interval=50ms");
	}

	static Path write(Path home, String name, String yaml) {
		try {
			Path folder = Files.createDirectories(home.resolve("config/routes"));
			return Files.writeString(folder.resolve(name), yaml);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * What is wrong with a file, in the application's own words.
	 * @param home an empty folder
	 * @param yaml the file
	 * @return lines such as {@code 2:5: what is wrong}
	 */
	static List<String> problems(Path home, String yaml) {
		List<String> lines = new ArrayList<>();
		in(home).withPropertyValues("sluice.routes.watch=false")
			.run((context) -> lines.addAll(problems(context.getBean(RouteFileCheck.class), yaml)));
		return lines;
	}

	static List<String> problems(RouteFileCheck check, String yaml) {
		return check.check("tested.yaml", yaml)
			.stream()
			.map((problem) -> problem.toString().replace("tested.yaml:", ""))
			.toList();
	}

}
