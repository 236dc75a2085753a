package dev.sluice.catalog;

import org.junit.jupiter.api.Test;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;

class CatalogueFailureAnalyzerTests {

	@Test
	void isListedAndTellsTheSentence() {
		FailureAnalyzer analyzer = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, (factoryType, name, failure) -> {
			})
			.stream()
			.filter(CatalogueFailureAnalyzer.class::isInstance)
			.findFirst()
			.orElseThrow();
		FailureAnalysis analysis = analyzer.analyze(new IllegalStateException(new CatalogueException("X is wrong.")));
		assertThat(analysis).isNotNull();
		assertThat(analysis.getDescription()).isEqualTo("X is wrong.");
	}

}
