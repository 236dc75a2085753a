package com.example.shop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;

import dev.sluice.simulator.SimulatedProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.validation.Validator;
import org.springframework.web.cors.reactive.CorsConfigurationSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The shop without Spring Security, with the jar and as it was before. */
@Timeout(60)
class PlugInTests {

	private static Upstream upstream;

	private static SimulatedProvider provider;

	private static RunningShop before;

	private static RunningShop shop;

	@BeforeAll
	static void start() {
		upstream = new Upstream();
		provider = SimulatedProvider.start();
		before = RunningShop.before(null, "shop.upstream=" + upstream.url());
		shop = RunningShop.withSluice(null, "shop.upstream=" + upstream.url(), "OPENAI_API_KEY=one",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1");
	}

	@AfterAll
	static void stop() {
		shop.close();
		before.close();
		provider.close();
		upstream.close();
	}

	@Test
	void ownRoutesPagesAndHealthAnswerAsBefore() {
		Map<String, Answer> expected = OwnCalls.answers(before);
		assertThat(expected.get("GET /orders/7?page=2&key=x").body()).contains("X-Shop=front", "x-shop-client=gateway");
		assertThat(expected.get("GET /orders/broken").status()).isEqualTo(503);
		assertThat(expected.get("GET /actuator/health").body()).contains("warehouse");
		OwnCalls.answers(shop).forEach((line, answer) -> assertThat(answer).as(line).isEqualTo(expected.get(line)));
	}

	@Test
	void everyBeanOfTheShopIsStillThereAndTheSame() {
		ConfigurableListableBeanFactory now = shop.context().getBeanFactory();
		for (String name : before.context().getBeanDefinitionNames()) {
			assertThat(now.containsBeanDefinition(name)).as(name).isTrue();
			assertThat(now.getType(name)).as(name).isEqualTo(before.context().getBeanFactory().getType(name));
		}
	}

	@Test
	void whatTheJarsAddBearsTheirNameAndIsNoCandidateForTheShopsOwnInjectionPoints() {
		ConfigurableListableBeanFactory beans = shop.context().getBeanFactory();
		for (String name : added()) {
			assertThat(name).matches("sluice.*|dev\\.sluice\\..*");
			Class<?> type = beans.getType(name);
			boolean ours = type != null && type.getName().startsWith("dev.sluice.");
			assertThat(ours || !defaultCandidate(beans, name)).as(name + " of " + type).isTrue();
		}
	}

	@Test
	void commonTypesHaveTheSameBeansAsBefore() {
		for (Class<?> type : commonTypes()) {
			assertThat(shop.context().getBeanNamesForType(type)).as(type.getName())
				.containsExactlyInAnyOrder(before.context().getBeanNamesForType(type));
		}
		assertThat(handlers(shop.context())).containsAll(handlers(before.context()));
	}

	@Test
	void theShopsOwnAiRouteAnswersWithTheFiltersThatTheShopKnows() {
		for (boolean stream : new boolean[] { false, true }) {
			Answer answer = shop.chat("gpt-4o", stream);
			assertThat(answer.status()).as(answer.body()).isEqualTo(200);
			assertThat(answer.header("content-type")).startsWith(stream ? "text/event-stream" : "application/json");
			assertThat(answer.header("x-shop-assistant")).isEqualTo("yes");
			assertThat(answer.header("x-shop-twice")).isEqualTo("once");
			assertThat(answer.header("cache-control")).isEqualTo("no-store");
			assertThat(answer.headers()).doesNotContainKey("x-sluice-provider");
			assertThat(answer.header("x-served-by")).isEqualTo("shop");
			assertThat(answer.body()).contains("simulated");
			assertThat(answer.body().endsWith("data: [DONE]\n\n")).isEqualTo(stream);
		}
	}

	@Test
	void theStatusOfAnAiRouteCanBeSet() {
		assertThat(shop.chat("gpt-4o-mini", false).status()).isEqualTo(202);
		Answer stream = shop.chat("gpt-4o-mini", true);
		assertThat(stream.status()).isEqualTo(202);
		assertThat(stream.body()).endsWith("data: [DONE]\n\n");
	}

	@Test
	void bundledRoutesTakeTheRestWithoutTheShopsDefaultFilters() {
		Answer answer = shop.chat("gpt-4.1", false);
		assertThat(answer.status()).as(answer.body()).isEqualTo(200);
		assertThat(answer.header("x-sluice-provider")).isEqualTo("openai");
		assertThat(answer.headers()).doesNotContainKey("x-served-by");
		assertThat(shop.get("/v1/models", "x-api-key", RunningShop.KEY).status()).isEqualTo(200);
	}

	@Test
	void callsWithoutAKnownKeyAreRefused() {
		Answer refused = shop.chat("gpt-4o", false, "x-goog-api-key", "other");
		assertThat(refused.status()).isEqualTo(200);
		assertThat(shop.get("/v1/models").status()).isEqualTo(401);
		assertThat(shop.get("/v1/models", "authorization", "Bearer wrong").status()).isEqualTo(401);
	}

	@Test
	void theActuatorListsAiRoutesAndPredicates() {
		assertThat(shop.get("/actuator/gateway/routes").body()).contains("ai://auto", "AiModel: [gpt-4o]",
				"\"route_id\":\"openai-chat\"", "\"route_id\":\"orders\"");
		assertThat(shop.get("/actuator/gateway/routepredicates").body()).contains("AiModelRoutePredicateFactory",
				"AiTierRoutePredicateFactory");
	}

	private static Set<String> added() {
		Set<String> added = new TreeSet<>(Arrays.asList(shop.context().getBeanDefinitionNames()));
		added.removeAll(List.of(before.context().getBeanDefinitionNames()));
		return added;
	}

	private static boolean defaultCandidate(ConfigurableListableBeanFactory beans, String name) {
		return beans.getMergedBeanDefinition(name) instanceof AbstractBeanDefinition definition
				&& definition.isAutowireCandidate() && definition.isDefaultCandidate();
	}

	private static List<Class<?>> commonTypes() {
		return List.of(java.time.Clock.class, ConversionService.class, Validator.class, Executor.class,
				RouteDefinitionLocator.class, HealthContributor.class, CorsConfigurationSource.class,
				tools.jackson.databind.ObjectMapper.class, reactor.netty.http.client.HttpClient.class,
				org.springframework.web.reactive.function.client.WebClient.class,
				org.springframework.web.reactive.function.client.WebClient.Builder.class,
				org.springframework.web.reactive.HandlerMapping.class,
				org.springframework.web.reactive.HandlerAdapter.class,
				org.springframework.http.codec.CodecConfigurer.class, org.springframework.core.task.TaskExecutor.class,
				org.springframework.cache.CacheManager.class, reactor.netty.resources.LoopResources.class,
				org.springframework.boot.webflux.error.ErrorAttributes.class);
	}

	private static List<String> handlers(ConfigurableApplicationContext context) {
		return List.of(context.getBeanNamesForType(org.springframework.web.server.WebExceptionHandler.class));
	}

}
