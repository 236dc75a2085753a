package dev.sluice;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	static final List<ArchRule> RULES = HouseRules.ALL;

	private static final JavaClasses MAIN = HouseRules.mainClasses();

	@ParameterizedTest
	@FieldSource("RULES")
	void keepsTheHouseRule(ArchRule rule) {
		rule.check(MAIN);
	}

	@Test
	void looksAtMainClassesOnly() {
		assertThat(MAIN.contain(dev.sluice.wire.EnvelopeScanner.class)).isTrue();
		assertThat(MAIN.contain(ArchitectureTests.class)).isFalse();
	}

	@Test
	void describesEveryProperty() {
		MetadataChecks.everyPropertyIsDescribed();
	}

	@Test
	void listsEveryAutoConfiguration() {
		MetadataChecks.everyAutoConfigurationIsListed(MAIN);
	}

	@Test
	void noticesOffenders() {
		JavaClasses offender = new ClassFileImporter().importClasses(Offender.class);
		for (ArchRule rule : List.of(HouseRules.NO_BLOCKING_ON_PUBLISHERS, HouseRules.NO_SLEEPING,
				HouseRules.NO_PRINTING)) {
			assertThat(rule.evaluate(offender).hasViolation()).as(rule.getDescription()).isTrue();
		}
	}

	static class Offender {

		void offend() throws InterruptedException {
			Mono.just(1).block();
			Thread.sleep(1);
			System.out.println();
		}

	}

}
