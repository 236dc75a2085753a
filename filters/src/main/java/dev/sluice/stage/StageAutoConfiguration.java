package dev.sluice.stage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The stages ADMIT, SHAPE and REUSE of calls on {@code ai:} routes. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
final class StageAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Admitter admitter() {
		return new UnlimitedAdmitter();
	}

	@Bean
	@ConditionalOnMissingBean
	AdmitStageFilter admitStageFilter(ObjectProvider<AdmissionCheck> checks, Admitter admitter) {
		return new AdmitStageFilter(checks.orderedStream().toList(), admitter);
	}

	@Bean
	@ConditionalOnMissingBean
	AdmissionClosingFilter admissionClosingFilter() {
		return new AdmissionClosingFilter();
	}

	@Bean
	@ConditionalOnMissingBean
	ShapeStageFilter shapeStageFilter(ObjectProvider<CallShaper> shapers) {
		return new ShapeStageFilter(shapers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	ReuseStageFilter reuseStageFilter(ObjectProvider<ReplySource> sources) {
		return new ReuseStageFilter(sources.orderedStream().toList());
	}

}
