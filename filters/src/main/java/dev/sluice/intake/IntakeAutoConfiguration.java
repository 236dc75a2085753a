package dev.sluice.intake;

import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

import dev.sluice.call.CallerResolver;
import dev.sluice.wire.multipart.MultipartSpool;

/** The way from an HTTP exchange to a client call, and that of failures back. */
@AutoConfiguration(afterName = "dev.sluice.auth.AuthAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(HttpProperties.class)
@ConditionalOnProperty(name = "spring.cloud.gateway.server.webflux.enabled", matchIfMissing = true)
final class IntakeAutoConfiguration {

	private static final int SPOOL_THREADS = 4;

	private static final int SPOOL_QUEUE = 1024;

	@Bean
	@ConditionalOnMissingBean
	EndpointTable sluiceEndpointTable(HttpProperties properties) {
		return new EndpointTable(properties.basePath(), properties.ollamaPaths());
	}

	@Bean
	@ConditionalOnMissingBean
	JoinedBytes sluiceJoinedBytes(HttpProperties properties) {
		return new JoinedBytes(properties.joinedBytes());
	}

	@Bean
	@ConditionalOnMissingBean
	BodyDeadlines sluiceBodyDeadlines(HttpProperties properties) {
		return new BodyDeadlines(properties.bodyTimeout(), System::nanoTime);
	}

	@Bean
	@ConditionalOnMissingBean
	BodyIntake sluiceBodyIntake(HttpProperties properties, JoinedBytes joined, BodyDeadlines deadlines,
			FormIntake forms) {
		return new BodyIntake((int) properties.maxBodySize().toBytes(), joined, deadlines, forms);
	}

	@Bean
	@ConditionalOnMissingBean
	FormIntake sluiceFormIntake(HttpProperties properties, JoinedBytes joined,
			@Qualifier("sluiceSpoolScheduler") Scheduler scheduler) {
		int limit = (int) properties.maxBodySize().toBytes();
		int threshold = (int) Math.min(limit, properties.spoolThreshold().toBytes());
		return new FormIntake(new MultipartSpool(properties.spool(), threshold, limit, scheduler), limit, threshold,
				joined, new JoinedBytes(properties.maxSpooledBytes().toBytes()), properties.bodyTimeout());
	}

	@Bean(destroyMethod = "dispose", defaultCandidate = false)
	Scheduler sluiceSpoolScheduler() {
		return Schedulers.newBoundedElastic(SPOOL_THREADS, SPOOL_QUEUE, "sluice-spool", 60, true);
	}

	@Bean
	@ConditionalOnMissingBean
	ClientCallWebFilter sluiceClientCallWebFilter(EndpointTable endpoints, CallerResolver callers, BodyIntake bodies) {
		return new ClientCallWebFilter(endpoints, callers, bodies);
	}

	@Bean
	@ConditionalOnMissingBean
	DialectErrorHandler sluiceDialectErrorHandler() {
		return new DialectErrorHandler();
	}

	@Bean
	@ConditionalOnMissingBean
	@Conditional(OnAllowedOrigins.class)
	EndpointCorsFilter sluiceEndpointCorsFilter(EndpointTable endpoints, HttpProperties properties) {
		return new EndpointCorsFilter(endpoints, properties.cors());
	}

}
