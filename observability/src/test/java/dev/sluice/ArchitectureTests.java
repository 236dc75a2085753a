package dev.sluice;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

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
	void looksAtThisModule() {
		assertThat(MAIN.contain("dev.sluice.record.CallRecord")).isTrue();
	}

	@Test
	void describesEveryProperty() {
		MetadataChecks.everyPropertyIsDescribed();
	}

	@Test
	void listsEveryAutoConfiguration() {
		MetadataChecks.everyAutoConfigurationIsListed(MAIN);
	}

}
