package dev.sluice.declare;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

import org.springframework.cloud.gateway.event.PredicateArgsEvent;
import org.springframework.cloud.gateway.route.CachingRouteLocator;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;

import dev.sluice.dispatch.RoutePlan;
import dev.sluice.resolve.AiUri;
import dev.sluice.resolve.Rule;

import static org.assertj.core.api.Assertions.assertThat;

class DeclaredRoutesTests {

	@TempDir
	Path home;

	@Test
	void loadsTheBundledRoutesWithoutAnyFolder() {
		RouteContexts.in(this.home).run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			assertThat(routes.routes()).extracting(Route::getId)
				.contains("openai-chat", "anthropic-messages", "models", "hello")
				.hasSize(21);
			assertThat(routes.tables().rules()).last().isEqualTo(new Rule("everything-else", "*", List.of("ollama")));
			assertThat(routes.tables().aliases()).containsKeys("local", "claude-sonnet", "claude-haiku", "claude-opus");
			assertThat(routes.lastProblems()).isEmpty();
		});
	}

	@Test
	void putsThePlanIntoTheMetadataOfAiRoutes() {
		RouteContexts.in(this.home).run((context) -> {
			Route route = find(context.getBean(DeclaredRoutes.class), "openai-images");
			RoutePlan plan = (RoutePlan) route.getMetadata().get(RoutePlan.class.getName());
			assertThat(plan.uri()).isEqualTo(new AiUri(AiUri.Kind.AUTO, null));
			assertThat(plan.attempts()).isEqualTo(2);
			assertThat(plan.clocks().total()).isEqualTo(Duration.ofMinutes(10));
			assertThat(route.getPredicate()).hasToString("AiDialect: [openai-images]");
		});
	}

	@Test
	void putsOperatorsRoutesAndRulesBeforeTheBundledOnes() {
		RouteContexts.write(this.home, "b.yaml", """
				routes:
				  - id: team-b
				    uri: ai://provider/openai
				    predicates:
				      - AiModel=b-*
				""");
		RouteContexts.write(this.home, "a.yml", """
				routes:
				  - id: team-a
				    uri: http://127.0.0.1:9/x
				    predicates:
				      - name: Path
				        args:
				          patterns: [ /a/**, /b/** ]
				    filters:
				      - StripPrefix=1
				      - name: AddResponseHeader
				        args:
				          name: x-team
				          value: a
				    metadata:
				      response-timeout: 5000
				rules:
				  - match: "gpt-4*"
				    provider: openrouter
				  - id: mine
				    match: "mine-*"
				    providers: [openai, anthropic]
				aliases:
				  fast: [openai/gpt-4o-mini, anthropic/claude-haiku-5-5]
				  local: ollama/llama3
				  claude-opus:
				    enabled: false
				groups:
				  both: [openai, anthropic/claude-opus-5-5]
				""");
		RouteContexts.in(this.home).run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			assertThat(routes.routes()).extracting(Route::getId).startsWith("team-a", "team-b", "openai-chat");
			assertThat(find(routes, "team-a").getFilters()).hasSize(2);
			assertThat(find(routes, "team-a").getMetadata()).containsEntry("response-timeout", 5000)
				.doesNotContainKey(RoutePlan.class.getName());
			assertThat(routes.tables().rules().get(0).id()).isEqualTo("mine");
			assertThat(routes.tables().rules()).contains(new Rule("gpt-4*", "gpt-4*", List.of("openrouter")));
			assertThat(routes.tables().aliases()).containsEntry("local", List.of("ollama/llama3"))
				.containsEntry("fast", List.of("openai/gpt-4o-mini", "anthropic/claude-haiku-5-5"))
				.doesNotContainKey("claude-opus");
			assertThat(routes.tables().groups()).containsKey("both");
		});
	}

	@Test
	void replacesAndRemovesBundledEntriesInTheirPlace() {
		RouteContexts.write(this.home, "own.yaml", """
				routes:
				  - id: openai-chat
				    uri: ai://provider/simulated
				    predicates: [ AiDialect=openai-chat ]
				  - id: openai-rerank
				    enabled: false
				rules:
				  - id: everything-else
				    match: "*"
				    provider: openrouter
				""");
		RouteContexts.in(this.home).run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			assertThat(routes.routes()).extracting(Route::getId)
				.startsWith("openai-chat")
				.doesNotContain("openai-rerank");
			assertThat(find(routes, "openai-chat").getOrder()).isEqualTo(10000);
			assertThat(routes.tables().rules()).last().extracting(Rule::providers).isEqualTo(List.of("openrouter"));
		});
	}

	@Test
	void addsNoDefaultFiltersOfTheHost() {
		RouteContexts.in(this.home)
			.withPropertyValues("spring.cloud.gateway.server.webflux.default-filters[0]=AddResponseHeader=x-host,yes")
			.run((context) -> assertThat(find(context.getBean(DeclaredRoutes.class), "openai-chat").getFilters())
				.isEmpty());
	}

	@Test
	void letsTheHostsRoutesOfEqualOrderComeFirst() {
		RouteContexts.write(this.home, "own.yaml", """
				routes:
				  - id: own
				    uri: ai://auto
				    predicates: [ AiModel=* ]
				""");
		String prefix = "spring.cloud.gateway.server.webflux.routes[0].";
		RouteContexts.in(this.home)
			.withPropertyValues(prefix + "id=host", prefix + "uri=http://127.0.0.1:9",
					prefix + "predicates[0]=Path=/**")
			.run((context) -> StepVerifier
				.create(context.getBean(RouteLocator.class).getRoutes().map(Route::getId).take(3))
				.expectNext("host", "own", "openai-chat")
				.verifyComplete());
	}

	@Test
	void appliesAChangedFileToTheGatewaysCacheAtOnce() {
		Path file = RouteContexts.write(this.home, "own.yaml", route("first", "AiModel=a*"));
		RouteContexts.in(this.home).withPropertyValues("sluice.routes.watch=false").run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			RouteLocator cached = context.getBean(RouteLocator.class);
			assertThat(cached).isInstanceOf(CachingRouteLocator.class);
			StepVerifier.create(cached.getRoutes().take(1).map(Route::getId)).expectNext("first").verifyComplete();

			RouteContexts.write(this.home, file.getFileName().toString(), route("second", "AiModel=b*"));
			assertThat(routes.reload()).isEmpty();
			StepVerifier.create(cached.getRoutes().take(1).map(Route::getId)).expectNext("second").verifyComplete();
		});
	}

	@Test
	void keepsTheLastGoodSetWhenAFileIsBroken() {
		RouteContexts.write(this.home, "own.yaml", route("first", "AiModel=a*"));
		RouteContexts.in(this.home).withPropertyValues("sluice.routes.watch=false").run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			List<Route> before = routes.routes();

			RouteContexts.write(this.home, "own.yaml", route("second", "AiModle=b*"));
			assertThat(routes.reload()).hasSize(1);
			assertThat(routes.lastProblems().get(0).toString())
				.endsWith("own.yaml:5:9: unknown predicate 'AiModle'; did you mean AiModel, AiDialect, AiTier?");
			assertThat(routes.routes()).isSameAs(before);

			RouteContexts.write(this.home, "own.yaml", route("second", "AiModel=b*"));
			assertThat(routes.reload()).isEmpty();
			assertThat(routes.lastProblems()).isEmpty();
		});
	}

	@Test
	void tellsOtherPartsOfTheGatewayOnlyWhatIsApplied() {
		List<String> heard = new ArrayList<>();
		RouteContexts.write(this.home, "own.yaml", route("first", "AiModel=a*"));
		RouteContexts.in(this.home)
			.withPropertyValues("sluice.routes.watch=false")
			.withInitializer((context) -> context
				.addApplicationListener((PredicateArgsEvent event) -> heard.add(event.getRouteId())))
			.run((context) -> {
				assertThat(heard).contains("first", "openai-chat");
				heard.clear();
				DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
				RouteContexts.write(this.home, "own.yaml",
						route("second", "AiModel=b*") + "      - AiDialect=nothing\n");
				assertThat(routes.reload()).isNotEmpty();
				assertThat(heard).isEmpty();
				RouteContexts.write(this.home, "own.yaml", route("second", "AiModel=b*"));
				assertThat(routes.reload()).isEmpty();
				assertThat(heard).contains("second").doesNotContain("first");
			});
	}

	@Test
	void doesNothingWhenTheFilesSayTheSame() {
		RouteContexts.write(this.home, "own.yaml", route("first", "AiModel=a*"));
		RouteContexts.in(this.home).withPropertyValues("sluice.routes.watch=false").run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			List<Route> before = routes.routes();
			RouteContexts.write(this.home, "own.yaml", "# a remark\n" + route("first", "AiModel=a*"));
			assertThat(routes.reload()).isEmpty();
			assertThat(routes.routes()).isSameAs(before);
		});
	}

	static String route(String id, String predicate) {
		return """
				routes:
				  - id: %s
				    uri: ai://auto
				    predicates:
				      - %s
				""".formatted(id, predicate);
	}

	private static Route find(DeclaredRoutes routes, String id) {
		return routes.routes().stream().filter((route) -> route.getId().equals(id)).findFirst().orElseThrow();
	}

}
