package dev.sluice.provider;

import java.time.Clock;
import java.util.List;
import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.CatalogueAutoConfiguration;
import dev.sluice.catalog.CatalogueCustomizer;
import dev.sluice.provider.anthropic.AnthropicAdapter;
import dev.sluice.provider.azure.AzureAdapter;
import dev.sluice.provider.gemini.GeminiAdapter;
import dev.sluice.provider.ollama.OllamaAdapter;
import dev.sluice.provider.openai.OpenAiAdapter;
import dev.sluice.provider.replicate.ReplicateAdapter;
import dev.sluice.provider.simulated.SimulatedAdapter;
import dev.sluice.provider.vertex.VertexAdapter;

/** Catalogues and adapters for tests. */
public final class TestProviders {

	private TestProviders() {
	}

	/**
	 * The bundled catalogue as an environment would make it, with the simulated provider.
	 */
	public static Catalogue catalogue(String... environment) {
		Catalogue[] catalogue = new Catalogue[1];
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(CatalogueAutoConfiguration.class))
			.withBean(CatalogueCustomizer.class, () -> (builder) -> builder.simulated("http://127.0.0.1:1"))
			.withPropertyValues(environment)
			.run((context) -> catalogue[0] = context.getBean(Catalogue.class));
		return catalogue[0];
	}

	public static ProviderAdapters adapters() {
		return new ProviderAdapters(List.of(OpenAiAdapter.ofOpenAi(), new OpenAiAdapter(), new AnthropicAdapter(),
				new GeminiAdapter(), new OllamaAdapter(), new SimulatedAdapter(), new AzureAdapter(),
				new VertexAdapter(Clock.systemUTC()), new ReplicateAdapter()));
	}

	/** Turns a table into property values. */
	public static String[] values(Map<String, String> table) {
		return table.entrySet().stream().map((entry) -> entry.getKey() + "=" + entry.getValue()).toArray(String[]::new);
	}

}
