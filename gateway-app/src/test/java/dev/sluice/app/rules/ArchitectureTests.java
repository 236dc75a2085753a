package dev.sluice.app.rules;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.HouseRules;
import dev.sluice.MetadataChecks;

import static org.assertj.core.api.Assertions.assertThat;

class ArchitectureTests {

	static final List<ArchRule> RULES = HouseRules.ALL;

	private static final JavaClasses MAIN = HouseRules.mainClasses();

	@ParameterizedTest
	@FieldSource("RULES")
	void keepsTheHouseRule(ArchRule rule) {
		rule.check(MAIN);
	}

	/** The other modules have no such test: this one sees them all. */
	@ParameterizedTest
	@ValueSource(strings = { "dev.sluice.wire.EnvelopeScanner", "dev.sluice.record.CallRecord",
			"dev.sluice.predicate.AiModelRoutePredicateFactory", "dev.sluice.stage.Stage",
			"dev.sluice.dispatch.AiRoutingFilter", "dev.sluice.app.SluiceApplication" })
	void looksAtEveryModule(String type) {
		assertThat(MAIN.contain(type)).isTrue();
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
