package dev.sluice.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;

import dev.sluice.budget.AccountKind;
import dev.sluice.budget.BudgetMode;
import dev.sluice.budget.BudgetPeriod;
import dev.sluice.budget.BudgetPolicy;
import dev.sluice.budget.BudgetPolicy.OnExhaustion;
import dev.sluice.budget.Budgets;
import dev.sluice.budget.lease.DatabaseClock;
import dev.sluice.call.Outcome.End;
import dev.sluice.call.Usage;
import dev.sluice.record.EventPublisher;
import dev.sluice.record.GatewayEvent.BudgetReached;
import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** What callers see of budgets, over real connections. */
@Timeout(30)
class BudgetTests {

	private static final Duration WAIT = Duration.ofSeconds(10);

	private static final MoneyBox money = new MoneyBox();

	private static SimulatedProvider provider;

	private static FixtureUpstream careless;

	private static RunningGateway gateway;

	private static final int TENANTS = 60;

	private static int tenants;

	private String tenant = "t" + tenants++;

	private final Queue<BudgetReached> events = new ConcurrentLinkedQueue<>();

	@BeforeAll
	static void start() throws IOException {
		provider = SimulatedProvider.start();
		careless = new FixtureUpstream();
		Path home = Files.createTempDirectory("sluice-home");
		Files.createDirectories(home.resolve("config/routes"));
		Files.writeString(home.resolve("config/routes/budget.yaml"), """
				routes:
				  - id: dear-then-cheap
				    uri: ai://group/pair
				    predicates:
				      - AiModel=pair
				  - id: thrifty
				    uri: ai://auto
				    predicates:
				      - AiModel=thrifty-*
				    filters:
				      - AiBudget=0.000001
				groups:
				  pair: [openai/dear, openai/cheap]
				""");
		List<String> properties = new ArrayList<>(List.of("sluice.http.ollama-paths=true", "OPENAI_API_KEY=k",
				"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "ANTHROPIC_API_KEY=k",
				"ANTHROPIC_BASE_URL=" + provider.baseUrl(), "GEMINI_API_KEY=k", "OPENROUTER_API_KEY=k",
				"OPENROUTER_BASE_URL=" + careless.url() + "/v1", "GOOGLE_GEMINI_BASE_URL=" + provider.baseUrl(),
				"OLLAMA_HOST=" + provider.baseUrl()));
		for (int i = 0; i < TENANTS; i++) {
			String key = "sluice.auth.keys[" + i + "].";
			properties.add(key + "id=k" + i);
			properties.add(key + "tenant=t" + i);
			properties.add(key + "hash=" + sha256("key-of-t" + i));
		}
		gateway = RunningGateway.startIn(home, money::register, properties.toArray(String[]::new));
	}

	static String sha256(String text) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@AfterAll
	static void stop() {
		gateway.close();
		provider.close();
		careless.close();
	}

	@AfterEach
	void clear() {
		provider.clearScripts();
		provider.log().clear();
		money.down(false);
		money.full(false);
		money.forget();
		Budgets budgets = gateway.bean(Budgets.class);
		for (BudgetPolicy policy : budgets.book().policies()) {
			budgets.remove(budgets.book().version(), policy.name()).block(WAIT);
		}
	}

	@ParameterizedTest
	@CsvSource({ "openai, LIFETIME, 402, insufficient_quota", "openai, DAY, 429, budget_exceeded",
			"anthropic, LIFETIME, 402, billing_error", "anthropic, MONTH, 429, rate_limit_error",
			"gemini, LIFETIME, 402, RESOURCE_EXHAUSTED", "gemini, WEEK, 429, RESOURCE_EXHAUSTED" })
	void aCallBeyondTheLimitIsRefusedInTheCallersDialect(String dialect, BudgetPeriod period, int status, String word) {
		put(policy("everybody", AccountKind.ORGANIZATION, "0.0000001", period, BudgetMode.ENFORCE));
		HttpResponse<String> response = switch (dialect) {
			case "openai" -> post("/v1/chat/completions", chat("gpt-4o", 500, ""));
			case "anthropic" -> post("/v1/messages", """
					{"model":"claude-sonnet-4-5","max_tokens":500,"messages":[{"role":"user","content":"Hi"}]}""");
			default -> post("/v1beta/models/gemini-2.5-flash:generateContent",
					"{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}");
		};
		assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
		assertThat(response.body()).contains(word, "organization:" + this.tenant, "0.0000001 USD", "0 are spent",
				"reset");
		assertThat(response.headers().firstValue("x-should-retry")).hasValue("false");
		assertThat(provider.log().calls()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "openai, max_completion_tokens", "anthropic, max_tokens", "gemini, maxOutputTokens",
			"ollama, num_predict" })
	void theCapSentUpstreamIsWhatTheMoneyBuys(String dialect, String field) {
		put(policy("everybody", AccountKind.ORGANIZATION, "0.00001", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		HttpResponse<String> response = switch (dialect) {
			case "openai" -> post("/v1/chat/completions", chat("gpt-4o", -1, ""));
			case "anthropic" -> post("/v1/messages", """
					{"model":"claude-sonnet-4-5","max_tokens":50000,"messages":[{"role":"user","content":"Hi"}]}""");
			case "gemini" -> post("/v1beta/models/gemini-2.5-flash:generateContent",
					"{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}],\"generationConfig\":{\"topK\":1}}");
			default -> post("/api/chat",
					"{\"model\":\"llama3\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
		};
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		long cap = Long.parseLong(response.headers().firstValue("x-sluice-output-cap").orElseThrow());
		assertThat(cap).isBetween(16L, 125L);
		assertThat(new String(provider.log().calls().get(0).body(), StandardCharsets.UTF_8))
			.contains("\"" + field + "\":" + cap);
		assertThat(response.headers().firstValue("x-sluice-cost-usd")).isPresent();
		MoneyBox.Booked booked = money.ended(1).get(0);
		assertThat(booked.closed().costNanos()).isPositive().isLessThanOrEqualTo(booked.opened().heldNanos());
	}

	@Test
	void aCapNeverEatsAThinkingBudget() {
		put(policy("everybody", AccountKind.ORGANIZATION, "0.000008", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		HttpResponse<String> response = post("/v1/messages", """
				{"model":"claude-sonnet-4-5","max_tokens":5000,"thinking":{"type":"enabled","budget_tokens":300},
				"messages":[{"role":"user","content":"Hi"}]}""");
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValueAsLong("x-sluice-output-cap").orElse(0)).isEqualTo(316);
		HttpResponse<String> refused = post("/v1/messages", """
				{"model":"claude-sonnet-4-5","max_tokens":5000,"thinking":{"type":"enabled","budget_tokens":3000},
				"messages":[{"role":"user","content":"Hi"}]}""");
		assertThat(refused.statusCode()).isEqualTo(402);
	}

	@Test
	void aProviderThatIgnoresItsCapIsPaidAndBlocksTheNextCall() {
		String user = user();
		put(policy("users", AccountKind.USER, "0.000002", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		careless.answer("application/json", """
				{"id":"1","object":"chat.completion","model":"over","choices":[],
				"usage":{"prompt_tokens":9,"completion_tokens":2000,"total_tokens":2009}}"""
			.getBytes(StandardCharsets.UTF_8), 4096, Map.of());
		HttpResponse<String> response = post("/v1/chat/completions", chat("openrouter/over", 20, user));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		MoneyBox.Booked booked = money.ended(1).get(0);
		assertThat(booked.closed().costNanos()).isEqualTo(20_009).isGreaterThan(booked.opened().heldNanos());
		assertThat(money.spent("user:" + this.tenant + "/" + user)).isEqualTo(20_009);
		assertThat(post("/v1/chat/completions", chat("openrouter/over", 20, user)).statusCode()).isEqualTo(402);
	}

	@Test
	void anAnswerWithoutUsageCostsNoMoreThanWasHeldWhenMoneyCappedIt() {
		put(policy("everybody", AccountKind.ORGANIZATION, "0.00001", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		careless.answer("application/json", """
				{"id":"1","object":"chat.completion","model":"mute","choices":[]}""".getBytes(StandardCharsets.UTF_8),
				4096, Map.of());
		HttpResponse<String> response = post("/v1/chat/completions", chat("openrouter/over", 4000, ""));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-output-cap")).isPresent();
		MoneyBox.Booked booked = money.ended(1).get(0);
		assertThat(booked.closed().outcome().usage().estimated()).isTrue();
		assertThat(booked.closed().costNanos()).isEqualTo(booked.opened().heldNanos());
	}

	@Test
	void case64_aClientThatLeavesIsBilledForWhatWasProduced() throws Exception {
		put(policy("everybody", AccountKind.ORGANIZATION, "1", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		provider.script("*", Script.of("tokens=500 rate=50"));
		try (RawClient client = new RawClient(gateway)) {
			String body = chatStream("gpt-4o");
			client.send(RawClient.post("/v1/chat/completions", "x-api-key: key-of-" + this.tenant,
					"Content-Type: application/json", "Content-Length: " + body.length()) + body);
			StringBuilder seen = new StringBuilder();
			while (seen.indexOf("\"content\"") < 0) {
				seen.append(client.some());
			}
		}
		MoneyBox.Booked booked = money.ended(1).get(0);
		assertThat(booked.closed().outcome().end()).isEqualTo(End.CANCELLED);
		Usage usage = booked.closed().outcome().usage();
		assertThat(usage.estimated()).isTrue();
		assertThat(usage.output()).isBetween(1L, 400L);
		assertThat(booked.closed().costNanos()).isEqualTo(usage.input() + 10 * usage.output())
			.isLessThan(booked.opened().heldNanos());
	}

	@ParameterizedTest
	@CsvSource({ "/v1/chat/completions, openrouter/over" })
	void aStreamThatBreaksOffIsBilledForWhatWasProduced(String path, String model) {
		put(policy("everybody", AccountKind.ORGANIZATION, "1", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		careless.answer("text/event-stream", """
				data: {"id":"1","object":"chat.completion.chunk","model":"over","choices":[{"index":0,\
				"delta":{"role":"assistant","content":"Hello there"}}]}

				""".getBytes(StandardCharsets.UTF_8), 4096, Map.of());
		HttpResponse<String> response = post(path, "{\"model\":\"" + model
				+ "\",\"stream\":true,\"max_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
		assertThat(response.body()).contains("error");
		MoneyBox.Booked booked = money.ended(1).get(0);
		Usage usage = booked.closed().outcome().usage();
		assertThat(booked.closed().outcome().end()).isEqualTo(End.FAILED);
		assertThat(usage.estimated()).isTrue();
		assertThat(usage.output()).isEqualTo(2);
		assertThat(booked.closed().costNanos()).isEqualTo(usage.input() + 10 * usage.output())
			.isLessThan(booked.opened().heldNanos());
	}

	@Test
	void whereTheWantedIsTooDearTheCheaperAnswers() {
		put(new BudgetPolicy("everybody", AccountKind.ORGANIZATION, "*", "*", new BigDecimal("0.000009"),
				BudgetPeriod.LIFETIME, new TreeSet<>(), OnExhaustion.CHEAPER, List.of("openai/free-one"),
				BudgetMode.ENFORCE, true, List.of()));
		HttpResponse<String> response = post("/v1/chat/completions", chat("pair", 20, ""));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-model")).hasValue("cheap");
		HttpResponse<String> substituted = post("/v1/chat/completions", chat("openai/dear-too", 20, ""));
		assertThat(substituted.statusCode()).as(substituted.body()).isEqualTo(200);
		assertThat(substituted.headers().firstValue("x-sluice-model")).hasValue("free-one");
		assertThat(substituted.headers().firstValue("x-sluice-cost-usd")).hasValue("0.000000000");
	}

	@Test
	void underAPolicyThatBlocksNoOtherTargetIsTried() {
		put(policy("everybody", AccountKind.ORGANIZATION, "0.000009", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		assertThat(post("/v1/chat/completions", chat("pair", 20, "")).statusCode()).isEqualTo(402);
		assertThat(provider.log().calls()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "WARN, true", "OBSERVE, false" })
	void whatIsOnlyWatchedPassesAndIsCounted(BudgetMode mode, boolean warned) {
		String user = user();
		put(policy("users", AccountKind.USER, "0.0000001", BudgetPeriod.DAY, mode));
		Disposable watching = gateway.bean(EventPublisher.class)
			.subscribe(BudgetReached.class)
			.subscribe(this.events::add);
		try {
			assertThat(post("/v1/chat/completions", chat("gpt-4o", 50, user)).statusCode()).isEqualTo(200);
			money.ended(1);
			CallBook.await(() -> this.events.size() >= 3);
			assertThat(this.events).extracting(BudgetReached::percent).containsExactly(50, 80, 100);
		}
		finally {
			watching.dispose();
		}
		HttpResponse<String> second = post("/v1/chat/completions", chat("gpt-4o", 50, user));
		assertThat(second.statusCode()).isEqualTo(200);
		assertThat(second.headers().firstValue("x-sluice-budget-warning").isPresent()).isEqualTo(warned);
		assertThat(second.headers().firstValue("x-sluice-output-cap")).isEmpty();
	}

	@Test
	void theDatabasesClockDecidesTheDay() {
		String user = user();
		put(policy("users", AccountKind.USER, "0.1", BudgetPeriod.DAY, BudgetMode.ENFORCE));
		databaseSays("2026-12-31T23:59:30Z");
		post("/v1/chat/completions", chat("gpt-4o", 50, user));
		databaseSays("2027-01-01T00:00:01Z");
		post("/v1/chat/completions", chat("gpt-4o", 50, user));
		assertThat(money.ended(2)).extracting((booked) -> booked.opened().at())
			.as("by the same clock")
			.allMatch((at) -> Duration.between(Instant.parse("2027-01-01T00:00:00Z"), at).abs().toMinutes() == 0);
		assertThat(money.periods("user:" + this.tenant + "/" + user)).containsExactly("2026-12-31", "2027-01-01");
	}

	private static void databaseSays(String time) {
		money.now(time);
		DatabaseClock clock = gateway.bean(DatabaseClock.class);
		CallBook.await(() -> Boolean.TRUE.equals(clock.read().block(WAIT))
				&& Math.abs(clock.millis() - Instant.parse(time).toEpochMilli()) < 20_000);
	}

	@Test
	void aCallMayNotCostMoreThanItsRouteAllows() {
		HttpResponse<String> response = post("/v1/chat/completions", chat("thrifty-dear", 4000, ""));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(402);
		assertThat(response.body()).contains("One call may cost 0.000001 USD");
		HttpResponse<String> capped = post("/v1/chat/completions", chat("thrifty-one", 4000, ""));
		assertThat(capped.statusCode()).as(capped.body()).isEqualTo(200);
		assertThat(capped.headers().firstValueAsLong("x-sluice-output-cap").orElse(0)).isBetween(16L, 100L);
	}

	@Test
	void withoutAnyBudgetEveryAttemptIsWrittenDownAndNoneIsRefused() {
		HttpResponse<String> response = post("/v1/chat/completions", chat("unpriced-one", 20, ""));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.headers().firstValue("x-sluice-cost-usd")).isEmpty();
		MoneyBox.Booked booked = money.ended(1).get(0);
		assertThat(booked.opened().accounts()).isEmpty();
		assertThat(booked.closed().costNanos()).isEqualTo(-1);
		assertThat(booked.closed().outcome().usage()).isNotEqualTo(Usage.UNKNOWN);
	}

	@Test
	void withABudgetAnUnknownPriceIsRefused() {
		put(policy("everybody", AccountKind.ORGANIZATION, "1", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		HttpResponse<String> response = post("/v1/chat/completions", chat("unpriced-one", 20, ""));
		assertThat(response.statusCode()).isEqualTo(403);
		assertThat(response.body()).contains("price of ollama/unpriced-one is not known");
	}

	@Test
	void aDatabaseThatIsDownIsA503AndNeverAnExhaustedBudget() {
		String user = user();
		put(policy("users", AccountKind.USER, "1", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		money.down(true);
		HttpResponse<String> response = post("/v1/chat/completions", chat("gpt-4o", 20, user));
		assertThat(response.statusCode()).as(response.body()).isEqualTo(503);
		assertThat(response.body()).contains("budget_unavailable");
		assertThat(response.headers().firstValue("retry-after")).hasValue("2");
	}

	@Test
	void whatCannotBeWrittenDownIsNotSent() {
		money.full(true);
		assertThat(post("/v1/chat/completions", chat("gpt-4o", 20, "")).statusCode()).isEqualTo(503);
		assertThat(provider.log().calls()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "false", "true" })
	void case63_aStreamIsBilledByItsUsageWhichOnlyWhoAskedForItSees(boolean asked) {
		put(policy("everybody", AccountKind.ORGANIZATION, "1", BudgetPeriod.LIFETIME, BudgetMode.ENFORCE));
		HttpResponse<String> response = post("/v1/chat/completions",
				asked ? chatStream("gpt-4o").replace("\"stream\":true",
						"\"stream\":true,\"stream_options\":{\"include_usage\":true}") : chatStream("gpt-4o"));
		assertThat(response.statusCode()).isEqualTo(200);
		assertThat(response.body()).endsWith("data: [DONE]\n\n").contains("\"content\"");
		assertThat(response.body().contains("\"usage\":{")).isEqualTo(asked);
		assertThat(new String(provider.log().calls().get(0).body(), StandardCharsets.UTF_8))
			.containsOnlyOnce("\"include_usage\":true");
		MoneyBox.Booked booked = money.ended(1).get(0);
		Usage usage = booked.closed().outcome().usage();
		assertThat(usage.known()).isTrue();
		assertThat(booked.closed().costNanos()).isEqualTo(usage.input() + 10 * usage.output())
			.isLessThan(booked.opened().heldNanos());
	}

	@Test
	void anOverrideCountsFromTheNextCallOn() {
		put(policy("everybody", AccountKind.ORGANIZATION, "0.0000001", BudgetPeriod.MONTH, BudgetMode.ENFORCE));
		assertThat(post("/v1/chat/completions", chat("gpt-4o", 20, "")).statusCode()).isEqualTo(429);
		Budgets budgets = gateway.bean(Budgets.class);
		budgets
			.override(budgets.book().version(), "everybody",
					new BudgetPolicy.Override(new BigDecimal("1"), Instant.parse("2030-01-01T00:00:00Z")))
			.block(WAIT);
		assertThat(post("/v1/chat/completions", chat("gpt-4o", 20, "")).statusCode()).isEqualTo(200);
	}

	private HttpResponse<String> post(String path, String json) {
		return gateway.post(path, json, "x-api-key", "key-of-" + this.tenant);
	}

	private static void put(BudgetPolicy policy) {
		Budgets budgets = gateway.bean(Budgets.class);
		budgets.put(budgets.book().version(), policy).block(WAIT);
	}

	private static BudgetPolicy policy(String name, AccountKind account, String limit, BudgetPeriod period,
			BudgetMode mode) {
		return new BudgetPolicy(name, account, "*", "*", new BigDecimal(limit), period,
				new TreeSet<>(List.of(50, 80, 100)), OnExhaustion.BLOCK, List.of(), mode, true, List.of());
	}

	private static String user() {
		return "somebody";
	}

	private static String chat(String model, int cap, String user) {
		return "{\"model\":\"" + model + "\"," + ((cap > 0) ? "\"max_completion_tokens\":" + cap + "," : "")
				+ (user.isEmpty() ? "" : "\"user\":\"" + user + "\",")
				+ "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
	}

	private static String chatStream(String model) {
		return "{\"model\":\"" + model
				+ "\",\"stream\":true,\"max_completion_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
	}

}
