package dev.sluice.stage;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** The stages ADMIT, SHAPE and REUSE of calls on {@code ai:} routes. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnProperty(name = "spring.cloud.gateway.server.webflux.enabled", matchIfMissing = true)
public final class StageAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	Admitter sluiceAdmitter() {
		return new UnlimitedAdmitter();
	}

	@Bean
	@ConditionalOnMissingBean
	AdmitStageFilter sluiceAdmitStageFilter(ObjectProvider<AdmissionCheck> checks, Admitter admitter) {
		return new AdmitStageFilter(checks.orderedStream().toList(), admitter);
	}

	@Bean
	@ConditionalOnMissingBean
	AdmissionClosingFilter sluiceAdmissionClosingFilter() {
		return new AdmissionClosingFilter();
	}

	@Bean
	@ConditionalOnMissingBean
	ShapeStageFilter sluiceShapeStageFilter(ObjectProvider<CallShaper> shapers) {
		return new ShapeStageFilter(shapers.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	ReuseStageFilter sluiceReuseStageFilter(ObjectProvider<ReplySource> sources) {
		return new ReuseStageFilter(sources.orderedStream().toList());
	}

}
