package dev.sluice.resolve;

import java.net.URI;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.sluice.call.Target;
import dev.sluice.catalog.CatalogueAutoConfiguration;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.provider.ProviderAdaptersAutoConfiguration;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;

class ResolveAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(CatalogueAutoConfiguration.class,
				ProviderAdaptersAutoConfiguration.class, ResolveAutoConfiguration.class))
		.withBean(ProviderAdapters.class, TestProviders::adapters)
		.withPropertyValues("OLLAMA_HOST=box");

	@Test
	void resolvesByTheTablesThatAreOffered() {
		this.runner.withBean(RoutingTablesSource.class, () -> () -> RuleResolverTests.TABLES)
			.run((context) -> assertThat(context.getBean(TargetResolver.class)
				.resolve(TestCall.chat("llama3").build(), AiUri.parse(URI.create("ai://auto"))))
				.extracting(Target::toString)
				.containsExactly("ollama/llama3"));
	}

	@Test
	void worksWithoutTables() {
		this.runner
			.run((context) -> assertThat(context).hasSingleBean(TargetResolver.class).hasSingleBean(ModelList.class));
	}

	@Test
	void backsOff() {
		TargetResolver own = (call, uri) -> List.of();
		this.runner.withBean(TargetResolver.class, () -> own)
			.run((context) -> assertThat(context.getBean(TargetResolver.class)).isSameAs(own));
	}

	@Test
	void isListed() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null).getCandidates())
			.contains(ResolveAutoConfiguration.class.getName());
	}

}
