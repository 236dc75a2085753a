package dev.sluice.resolve;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.catalog.Glob;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RuleResolverTests {

	static final RoutingTables TABLES = new RoutingTables(
			List.of(new Rule("openai", "gpt-*", List.of("openai", "openrouter")),
					new Rule("anthropic", "claude*", List.of("anthropic")),
					new Rule("gemini", "gemini*", List.of("gemini")), new Rule("ghost", "ghost*", List.of("phantom")),
					new Rule("everything else", "*", List.of("ollama"))),
			Map.of("smart", List.of("openai/gpt-4o", "anthropic/claude-opus-5-5"), "Local",
					List.of("qwen2.5:32b-instruct"), "demo", List.of("simulated/demo"), "broken", List.of("phantom/x")),
			Map.of("fast", List.of("openai/gpt-4o-mini", "openrouter"), "empty", List.of("phantom")));

	private static final String[] ALL = { "OPENAI_API_KEY=k", "ANTHROPIC_API_KEY=k", "GEMINI_API_KEY=k",
			"OPENROUTER_API_KEY=k" };

	private final AiUri auto = AiUri.parse(URI.create("ai://auto"));

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "gpt-4o | openai/gpt-4o, openrouter/gpt-4o | openai", "llama3 | ollama/llama3 | everything else",
					"smart | openai/gpt-4o | alias smart", "SMART | openai/gpt-4o | alias smart",
					"local | ollama/qwen2.5:32b-instruct | alias Local",
					"openai/gpt-9 | openai/gpt-9 | provider prefix", "OpenAI/gpt-9 | openai/gpt-9 | provider prefix",
					"openrouter/anthropic/claude-3.5-sonnet | openrouter/anthropic/claude-3.5-sonnet | provider prefix",
					"openrouter/openrouter/auto | openrouter/openrouter/auto | provider prefix",
					"ollama/hf.co/a/b:Q4 | ollama/hf.co/a/b:Q4 | provider prefix",
					"gpt-4o/fine | openai/gpt-4o/fine, openrouter/gpt-4o/fine | openai",
					"simulated/slow+x | simulated/slow+x | provider prefix", "demo | simulated/demo | alias demo" })
	void goesByPrefixThenAliasThenRules(String model, String targets, String rule) {
		List<Target> found = resolver(ALL).resolve(TestCall.chat(model).build(), this.auto);
		assertThat(found).extracting(Target::toString).containsExactly(targets.split(", "));
		assertThat(found).extracting(Target::rule).containsOnly(rule);
	}

	@Test
	void cutsOnlyTheFirstSegmentAndTakesThatProvidersCredential() {
		Target target = one(resolver("OPENROUTER_API_KEY=k"), "openrouter/anthropic/claude-3.5-sonnet");
		assertThat(target).isEqualTo(
				new Target("openrouter", "anthropic/claude-3.5-sonnet", "community", "openrouter", "provider prefix"));
	}

	@ParameterizedTest
	@CsvSource({ "provider=openrouter, openrouter/gpt-4o", "x=1&provider=openrouter&y, openrouter/gpt-4o",
			"provider=OPENROUTER, openrouter/gpt-4o", "provider=%6fpenrouter, openrouter/gpt-4o",
			"provider=, openai/gpt-4o", "myprovider=openrouter, openai/gpt-4o" })
	void followsTheQueryParameter(String query, String target) {
		List<Target> found = resolver(ALL).resolve(TestCall.chat("gpt-4o").query(query).build(), this.auto);
		assertThat(found.get(0)).hasToString(target);
	}

	@Test
	void takesThePinFromQueryBeforeHeaderBeforeBody() {
		TestCall call = TestCall.chat("gpt-4o").provider("openrouter");
		assertThat(resolver(ALL).resolve(call.build(), this.auto)).extracting(Target::provider)
			.containsExactly("openrouter");
		call.header("x-sluice-provider", "gemini");
		assertThat(resolver(ALL).resolve(call.build(), this.auto)).extracting(Target::provider)
			.containsExactly("gemini");
		call.query("provider=openai");
		assertThat(resolver(ALL).resolve(call.build(), this.auto)).extracting(Target::rule)
			.containsExactly("pinned provider");
	}

	@ParameterizedTest
	@CsvSource({ "openai, openai/gpt-4o, openai/gpt-4o", "openrouter, openai/gpt-4o, openrouter/openai/gpt-4o",
			"openai, smart, openai/gpt-4o", "gemini, smart, gemini/smart" })
	void cutsThePinnedProvidersOwnPrefixAndUsesItsAlias(String pin, String model, String target) {
		List<Target> found = resolver(ALL).resolve(TestCall.chat(model).query("provider=" + pin).build(), this.auto);
		assertThat(found).singleElement().hasToString(target);
	}

	@ParameterizedTest
	@ValueSource(strings = { "../admin", "a/b", "%2e%2e%2fadmin", "a b", ".", "-", "a%00", "a%0d%0ab" })
	void refusesPinsThatAreNoNames(String pin) {
		GatewayException refusal = refusal(resolver(ALL), TestCall.chat("gpt-4o").query("provider=" + pin),
				"ai://auto");
		assertThat(refusal.kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
		assertThat(refusal).hasMessageStartingWith("The provider named by the call must be made of letters, digits");
	}

	@Test
	void skipsProvidersWithoutCredentialWhenAnotherHasOne() {
		assertThat(resolver("OPENROUTER_API_KEY=k").resolve(TestCall.chat("gpt-4o").build(), this.auto))
			.extracting(Target::toString)
			.containsExactly("openrouter/gpt-4o");
	}

	@Test
	void goesOnToTheNextCandidateWhenAModelIsDisabledAndRefusesWhenNoneIsLeft() {
		RuleResolver resolver = resolver("OPENAI_API_KEY=k", "OPENROUTER_API_KEY=k",
				"sluice.providers.openai.disable-models=gpt-4*");
		assertThat(resolver.resolve(TestCall.chat("gpt-4o").build(), this.auto)).extracting(Target::toString)
			.containsExactly("openrouter/gpt-4o");
		assertThat(refusal(resolver, TestCall.chat("openai/gpt-4o"), "ai://auto")).hasMessage(
				"Model 'openai/gpt-4o' names provider openai, where this model is disabled. GET /v1/models lists those that may be used.");
	}

	@Test
	void callsNoLocalServiceUnlessItIsOn() {
		GatewayException refusal = refusal(resolver("OPENAI_API_KEY=k"), TestCall.chat("talkai/gpt-4"), "ai://auto");
		assertThat(refusal.kind()).isEqualTo(ErrorKind.MODEL_NOT_FOUND);
		assertThat(refusal).hasMessage(
				"Model 'talkai/gpt-4' names provider talkai, which is off. Set TALKAI_BASE_URL, or sluice.providers.talkai.enabled=true for its usual address.");
		assertThat(one(resolver("OPENAI_API_KEY=k", "sluice.providers.talkai.enabled=true"), "talkai/gpt-4"))
			.hasToString("talkai/gpt-4");
	}

	@Test
	void reachesAKeylessProviderThatNobodyConfigured() {
		assertThat(one(resolver("OPENAI_API_KEY=k"), "llama3"))
			.isEqualTo(new Target("ollama", "llama3", "local", null, "everything else"));
	}

	@Test
	void skipsProvidersThatSpeakAnotherDialect() {
		TestCall call = TestCall.of(Dialect.ANTHROPIC_MESSAGES).model("smart");
		assertThat(resolver(ALL).resolve(call.build(), this.auto)).extracting(Target::toString)
			.containsExactly("anthropic/claude-opus-5-5");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "gpt-4o | gpt-4o", "smart | gpt-4o", "openai/gpt-9 | gpt-9",
			"llama3 | llama3", "ghost-1 | ghost-1", "openrouter/a/b | a/b", "simulated/slow | slow" })
	void answersEverythingFromTheSimulatorWhileNoProviderIsConfigured(String model, String simulated) {
		Target target = one(resolver(), model);
		assertThat(target.provider()).isEqualTo("simulated");
		assertThat(target.model()).isEqualTo(simulated);
		assertThat(target.rule())
			.isEqualTo(model.startsWith("simulated/") ? "provider prefix" : "no provider configured");
	}

	@Test
	void simulatesEvenWithoutAnyRule() {
		RuleResolver resolver = resolver(RoutingTables.EMPTY);
		assertThat(one(resolver, "gpt-4o").provider()).isEqualTo("simulated");
	}

	@ParameterizedTest
	@EnumSource(Dialect.class)
	void simulatesEveryDialectAtTheRoutesOfProvidersToo(Dialect dialect) {
		assertThat(resolver().resolve(TestCall.of(dialect).model("m").build(), uri("ai://provider/openai")))
			.extracting(Target::toString)
			.containsExactly("simulated/m");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = {
					"ai://provider/openrouter | gpt-4o            | openrouter/gpt-4o       | ai://provider/openrouter",
					"ai://provider/openrouter | openrouter/a/b    | openrouter/a/b          | ai://provider/openrouter",
					"ai://provider/openai     | smart             | openai/gpt-4o           | ai://provider/openai",
					"ai://group/fast          | x                 | openai/gpt-4o-mini, openrouter/x | ai://group/fast",
					"ai://model/smart         | whatever          | openai/gpt-4o           | alias smart",
					"ai://tier/community      | gpt-4o            | openrouter/gpt-4o       | ai://tier/community",
					"ai://tier/official       | gpt-4o            | openai/gpt-4o           | ai://tier/official",
					"ai://tier/local          | gpt-4o            | ollama/gpt-4o           | ai://tier/local",
					"ai://tier/official       | gemini-2.5-pro    | gemini/gemini-2.5-pro   | ai://tier/official" })
	void followsTheAddressOfTheRoute(String uri, String model, String targets, String rule) {
		List<Target> found = resolver(ALL).resolve(TestCall.chat(model).build(), uri(uri));
		assertThat(found).extracting(Target::toString).containsExactly(targets.split(", "));
		assertThat(found).extracting(Target::rule).containsOnly(rule);
	}

	@Test
	void refusesAProviderThatIsNotOfTheRoutesTier() {
		assertThat(refusal(resolver(ALL), TestCall.chat("openai/gpt-4o"), "ai://tier/community")).hasMessage(
				"The call names provider openai, which is not of tier 'community', the only one that this route leads to.");
	}

	@Test
	void needsNoModelWhereTheRouteNamesIt() {
		assertThat(resolver(ALL).resolve(TestCall.chat(null).build(), uri("ai://model/smart"))).isNotEmpty();
	}

	@Test
	void takesImagesWithoutAModelFromAChosenProvider() {
		TestCall call = TestCall.of(Dialect.OPENAI_IMAGES);
		assertThat(resolver(ALL).resolve(call.build(), uri("ai://provider/openai"))).singleElement()
			.extracting(Target::model)
			.isNull();
	}

	@ParameterizedTest
	@CsvSource({ "local, 'openai, openrouter'", "community, 'openrouter, openai'",
			"'unofficial,community,official', 'openrouter, openai'", "official, 'openai, openrouter'" })
	void putsThePreferredTierFirstAndKeepsTheRest(String tier, String providers) {
		TestCall call = TestCall.chat("gpt-4o").preference(tier);
		assertThat(resolver(ALL).resolve(call.build(), this.auto)).extracting(Target::provider)
			.containsExactly(providers.split(", "));
	}

	@Test
	void takesThePreferredTierFromQueryAndHeader() {
		assertThat(resolver(ALL).resolve(TestCall.chat("gpt-4o").query("tier=community").build(), this.auto)
			.get(0)
			.provider()).isEqualTo("openrouter");
		assertThat(
				resolver(ALL).resolve(TestCall.chat("gpt-4o").header("x-sluice-tier", "Community").build(), this.auto)
					.get(0)
					.provider())
			.isEqualTo("openrouter");
	}

	@Test
	void letsRoutesBeSelectedByWordsThatAreNoTiers() {
		assertThat(
				resolver(ALL).resolve(TestCall.chat("gpt-4o").query("tier=gold").build(), uri("ai://provider/openai")))
			.extracting(Target::provider)
			.containsExactly("openai");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', nullValues = "-", value = {
			"gpt-4o | ANTHROPIC_API_KEY=k | 404 | Model 'gpt-4o' matches rule 'openai' for provider openai, which has no credential. Set OPENAI_API_KEY.",
			"openai/gpt-4o | ANTHROPIC_API_KEY=k | 404 | Model 'openai/gpt-4o' names provider openai, which has no credential. Set OPENAI_API_KEY.",
			"smart | GEMINI_API_KEY=k | 404 | Alias 'smart' leads to provider openai, which has no credential. Set OPENAI_API_KEY.",
			"broken | OPENAI_API_KEY=k | 404 | Alias 'broken' leads to provider 'phantom', which does not exist or is disabled. The nearest names are:",
			"ghost-1 | OPENAI_API_KEY=k | 404 | Model 'ghost-1' matches rule 'ghost' for provider 'phantom', which does not exist or is disabled. The nearest names are:",
			"claude-opus-5-5 | ANTHROPIC_API_KEY=k | 400 | Model 'claude-opus-5-5' matches rule 'anthropic' for provider anthropic, which does not speak openai-chat. It speaks anthropic-count-tokens, anthropic-messages, anthropic-models.",
			"opnai/gpt-4o | OPENAI_API_KEY=k | 404 | Model 'opnai/gpt-4o' names provider 'opnai', which does not exist. The nearest names are: openai, xai, zai.",
			"opnai/gpt-4o | X=y | 404 | Model 'opnai/gpt-4o' names provider 'opnai', which does not exist. The nearest names are: openai, xai, zai.",
			"/gpt-4o | OPENAI_API_KEY=k | 404 | Model '/gpt-4o' names provider '', which does not exist.",
			"openai/ | OPENAI_API_KEY=k | 400 | The field 'model' ends with a slash. Name a model behind it.",
			"- | OPENAI_API_KEY=k | 400 | The request names no model. Set the field 'model', for example to one that GET /v1/models lists.",
			"- | X=y | 400 | The request names no model. Set the field 'model', for example to one that GET /v1/models lists.",
			"' ' | OPENAI_API_KEY=k | 400 | The request names no model." })
	void saysWhyNothingServesTheCall(String model, String environment, int status, String message) {
		GatewayException refusal = refusal(resolver(environment), TestCall.chat(model), "ai://auto");
		assertThat(refusal.kind().status()).isEqualTo(status);
		assertThat(refusal).hasMessageStartingWith(message);
		assertThat(refusal.param()).isIn("model", null);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"ai://provider/phantom | 404 | The route leads to provider 'phantom', which does not exist. The nearest names are:",
			"ai://group/fst | 404 | The route leads to group 'fst', which does not exist. The nearest names are: fast, empty.",
			"ai://group/empty | 404 | The route to ai://group/empty leads to provider 'phantom', which does not exist or is disabled.",
			"ai://model/smrt | 404 | The route leads to model 'smrt', which does not exist. The nearest names are: smart, demo, Local.",
			"ai://tier/unofficial | 404 | The route to ai://tier/unofficial leads to provider copilot-proxy, which is off. Set COPILOT_PROXY_BASE_URL, or",
			"ai://provider/openrouter | 404 | The route to ai://provider/openrouter leads to provider openrouter, which has no credential. Set OPENROUTER_API_KEY.",
			"ai://provider/anthropic | 400 | The route to ai://provider/anthropic leads to provider anthropic, which does not speak openai-chat." })
	void saysWhatIsWrongWithTheRoute(String uri, int status, String message) {
		GatewayException refusal = refusal(resolver("ANTHROPIC_API_KEY=k"), TestCall.chat("gpt-4o"), uri);
		assertThat(refusal.kind().status()).isEqualTo(status);
		assertThat(refusal).hasMessageStartingWith(message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"provider=opnai | 404 | The call names provider 'opnai', which does not exist. The nearest names are: openai, xai, zai.",
			"provider=openrouter | 404 | The call names provider openrouter, which has no credential. Set OPENROUTER_API_KEY.",
			"provider=anthropic | 400 | The call names provider anthropic, which does not speak openai-chat.",
			"provider=%zz | 400 | The query parameter 'provider' is not properly percent-encoded. Correct it.",
			"tier=gold | 400 | The preferred tier must be one of official, community, unofficial, local, or several with commas between." })
	void saysWhatIsWrongWithTheCallsWishes(String query, int status, String message) {
		GatewayException refusal = refusal(resolver("OPENAI_API_KEY=k", "ANTHROPIC_API_KEY=k"),
				TestCall.chat("gpt-4o").query(query), "ai://auto");
		assertThat(refusal.kind().status()).isEqualTo(status);
		assertThat(refusal).hasMessageStartingWith(message);
	}

	@Test
	void offersTheNearestModelsWhenNoRuleTakesTheRest() {
		RuleResolver resolver = resolver(
				new RoutingTables(List.of(TABLES.rules().get(0)), Map.of("smart", List.of("openai/gpt-4o")), Map.of()),
				"OPENAI_API_KEY=k");
		assertThat(refusal(resolver, TestCall.chat("gtp-4o"), "ai://auto"))
			.hasMessage("No rule serves model 'gtp-4o'. The nearest names are: gpt-4o, gpt-4, gpt-5.");
	}

	@Test
	void refusesEndlessModelNamesAndDoesNotEchoLongOnes() {
		assertThat(refusal(resolver(ALL), TestCall.chat("x".repeat(513)), "ai://auto"))
			.hasMessage("The field 'model' is longer than 512 characters. Name a model.");
		assertThat(refusal(resolver(ALL), TestCall.chat("x".repeat(400) + "/y"), "ai://auto").getMessage())
			.hasSizeLessThan(400);
	}

	@Test
	void namesThePathForGeminiClientsWithoutAModel() {
		assertThat(refusal(resolver(ALL), TestCall.of(Dialect.GEMINI_GENERATE), "ai://auto")).hasMessage(
				"The request names no model. Name it in the path, as in /v1beta/models/gemini-2.5-flash:generateContent.");
	}

	@Test
	void followsANewSnapshotAtOnce() {
		AtomicReference<RoutingTables> tables = new AtomicReference<>(TABLES);
		RuleResolver resolver = new RuleResolver(TestProviders.catalogue(ALL), crossings(), tables::get,
				new LiveModels());
		assertThat(one(resolver, "llama3").provider()).isEqualTo("ollama");
		tables.set(new RoutingTables(List.of(new Rule("all", "*", List.of("openrouter"))), Map.of(), Map.of()));
		assertThat(one(resolver, "llama3")).hasToString("openrouter/llama3");
	}

	@ParameterizedTest
	@CsvSource({ "gpt-4*, gpt-4o, true", "gpt-4*, GPT-4, true", "gpt-4*, xgpt-4, false", "*, '', true", "**, a, true",
			"*mini, gpt-4o-mini, true", "*mini, gpt-4o-mini-x, false", "g?t, gpt, true", "g?t, gt, false",
			"a*b*c, aXbYc, true", "a*b*c, acb, false", "'', a, false", "gpt-4o, gpt-4o, true" })
	void matchesGlobsInAnyCase(String glob, String text, boolean matches) {
		assertThat(new Glob(glob).matches(text)).isEqualTo(matches);
	}

	private static RuleResolver resolver(String... environment) {
		return resolver(TABLES, environment);
	}

	private static RuleResolver resolver(RoutingTables tables, String... environment) {
		// An Anthropic without the endpoint for OpenAI's clients.
		String[] all = Arrays.copyOf(environment, environment.length + 1);
		all[environment.length] = "sluice.providers.anthropic.dialects=anthropic-messages,anthropic-count-tokens,anthropic-models";
		return new RuleResolver(TestProviders.catalogue(all), crossings(), () -> tables, new LiveModels());
	}

	private Target one(RuleResolver resolver, String model) {
		List<Target> targets = resolver.resolve(TestCall.chat(model).build(), this.auto);
		assertThat(targets).as(Arrays.toString(targets.toArray())).hasSize(1);
		return targets.get(0);
	}

	private static GatewayException refusal(RuleResolver resolver, TestCall call, String uri) {
		GatewayException refusal = catchThrowableOfType(GatewayException.class,
				() -> resolver.resolve(call.build(), uri(uri)));
		assertThat(refusal).isNotNull();
		return refusal;
	}

	private static AiUri uri(String uri) {
		return AiUri.parse(URI.create(uri));
	}

	private static Crossings crossings() {
		return new Crossings(new DialectCodecs(List.of()), List.of(), TestProviders.adapters());
	}

}
