package dev.sluice.provider;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AnnotationTypeFilter;

import dev.sluice.catalog.Catalogue;

import static org.assertj.core.api.Assertions.assertThat;

class AdapterAutoConfigurationTests {

	@Test
	void listsEveryAutoConfigurationOfTheCatalogueAndTheAdapters() {
		ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
		scan.addIncludeFilter(new AnnotationTypeFilter(AutoConfiguration.class));
		List<String> found = new ArrayList<>();
		for (String folder : List.of("dev.sluice.catalog", "dev.sluice.provider")) {
			scan.findCandidateComponents(folder).forEach((bean) -> found.add(bean.getBeanClassName()));
		}
		assertThat(listed()).as("lines of AutoConfiguration.imports").containsAll(found);
		assertThat(found).hasSize(11);
	}

	@Test
	void servesEveryProviderOfTheCatalogue() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(listed().stream()
			.filter((name) -> name.startsWith("dev.sluice.catalog.") || name.startsWith("dev.sluice.provider."))
			.map(AdapterAutoConfigurationTests::type)
			.toArray(Class<?>[]::new))).run((context) -> {
				ProviderAdapters adapters = context.getBean(ProviderAdapters.class);
				assertThat(context.getBean(Catalogue.class).providers())
					.allSatisfy((provider) -> assertThat(adapters.of(provider).type()).isEqualTo(provider.type()));
			});
	}

	private static List<String> listed() {
		return ImportCandidates.load(AutoConfiguration.class, null)
			.getCandidates()
			.stream()
			.filter((name) -> name.startsWith("dev.sluice."))
			.toList();
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
