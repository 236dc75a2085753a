package dev.sluice.app;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;

/** The words that greet whoever starts the gateway. */
final class WelcomeText {

	/** Those that most newcomers have a key of. */
	private static final Set<String> FIRST = Set.of("openai", "anthropic", "gemini", "openrouter", "ollama");

	private final String url;

	private final StringBuilder lines = new StringBuilder();

	// Expanded by the shell; a key that was configured is never printed.
	private @Nullable String credential = "$SLUICE_ADMIN_KEY";

	WelcomeText(String url) {
		this.url = url;
		line("").line("").line("Sluice is ready at " + url).line("");
	}

	/** Nobody needs a key. */
	WelcomeText openToAll() {
		this.credential = null;
		return line("Open to every program on this machine: no key is needed.").line("");
	}

	/** A key was made, and this is the only time it is shown. */
	WelcomeText key(String made) {
		this.credential = made;
		return line("Your key, until the next start:  " + made).line("");
	}

	/** Says what answers, and what would make more providers answer. */
	WelcomeText providers(Catalogue catalogue) {
		line("Watch an answer arrive:").line("").line("  " + curl()).line("");
		List<Provider> configured = catalogue.providers()
			.stream()
			.filter((provider) -> provider.configured() && !provider.name().equals(Catalogue.SIMULATED))
			.toList();
		if (configured.isEmpty()) {
			return line("Answers are simulated until you set one of these and start again:")
				.line("  " + variables(catalogue))
				.line("or the key of one of " + others(catalogue) + " other providers (docs/providers.md).");
		}
		return line("Providers: " + names(configured) + ". Models named simulated/... are answered on this machine.");
	}

	private String curl() {
		String header = (this.credential != null) ? " -H \"Authorization: Bearer " + this.credential + "\"" : "";
		return "curl -N " + this.url + "/v1/chat/completions" + header + " -H 'Content-Type: application/json'"
				+ " -d '{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'";
	}

	private static String names(List<Provider> providers) {
		return providers.stream().map(Provider::name).collect(Collectors.joining(", "));
	}

	/** A provider that needs no key is reached by its address. */
	private static String variables(Catalogue catalogue) {
		return catalogue.providers()
			.stream()
			.filter((provider) -> FIRST.contains(provider.name()))
			.map((provider) -> provider.type().equals("ollama") ? "OLLAMA_HOST" : provider.keyEnv())
			.filter((name) -> name != null)
			.collect(Collectors.joining(", "));
	}

	private static long others(Catalogue catalogue) {
		return catalogue.providers()
			.stream()
			.filter((provider) -> !FIRST.contains(provider.name()) && !provider.name().equals(Catalogue.SIMULATED))
			.count();
	}

	private WelcomeText line(String line) {
		this.lines.append(line.isEmpty() ? "" : "  ").append(line).append('\n');
		return this;
	}

	@Override
	public String toString() {
		return this.lines.toString();
	}

}
