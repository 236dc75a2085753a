package dev.sluice.declare;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;

import dev.sluice.admin.AdminEndpoint;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.Page;
import dev.sluice.call.Permission;

/**
 * The routes in the administration API. They are the operator's, not a tenant's, so they
 * are shown to admins only.
 */
@AutoConfiguration(after = RoutesAutoConfiguration.class)
@ConditionalOnBean(DeclaredRoutes.class)
@ConditionalOnBooleanProperty(name = "sluice.admin.enabled", matchIfMissing = true)
final class RoutesAdminAutoConfiguration {

	private static final int WAITING_VALIDATIONS = 8;

	@Bean
	AdminEndpoint sluiceRoutesEndpoint(DeclaredRoutes routes) {
		return AdminEndpoint.get("/routes", Permission.ADMIN, new RoutesEndpoint(routes));
	}

	@Bean
	AdminEndpoint sluiceRouteProblemsEndpoint(DeclaredRoutes routes) {
		return AdminEndpoint.get("/routes/problems", Permission.ADMIN, (request) -> Mono.fromSupplier(
				() -> AdminReply.ok(new Page<>(routes.lastProblems().stream().map(ProblemView::of).toList(), null))));
	}

	/** One at a time, as the compiler works, and few that wait. */
	@Bean(defaultCandidate = false, destroyMethod = "dispose")
	Scheduler sluiceRouteValidation() {
		return Schedulers.newBoundedElastic(1, WAITING_VALIDATIONS, "sluice-route-validation", 10, true);
	}

	@Bean
	AdminEndpoint sluiceRouteValidationEndpoint(RouteFileCheck check,
			@Qualifier("sluiceRouteValidation") Scheduler scheduler) {
		return AdminEndpoint.post("/routes/validate", new RouteValidationEndpoint(check, scheduler));
	}

	@Bean
	AdminEndpoint sluiceRouteSchemaEndpoint(RouteSchema schema,
			@Qualifier("sluiceRouteValidation") Scheduler scheduler) {
		Mono<AdminReply> reply = Mono.fromCallable(schema::generate)
			.map((text) -> AdminReply.ok(JsonMapper.shared().readTree(text))
				.header("Content-Type", "application/schema+json")
				.etag(Version.of(text)))
			.subscribeOn(scheduler);
		return AdminEndpoint.get("/routes/schema", Permission.READ, (request) -> reply);
	}

}
