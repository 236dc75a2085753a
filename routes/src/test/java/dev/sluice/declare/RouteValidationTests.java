package dev.sluice.declare;

import java.nio.file.Path;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

import static org.assertj.core.api.Assertions.assertThat;

class RouteValidationTests {

	@TempDir
	Path home;

	static Stream<Arguments> mistakes() {
		return Stream.of(
				// shape
				Arguments.of("route: []", "1:1: unknown key 'route'; did you mean routes"),
				Arguments.of("- a", "1:1: a route file must be an object"),
				Arguments.of("routes: {}", "1:9: 'routes' must be a list"),
				Arguments.of("routes:\n  - uri: ai://auto", "2:5: a route needs an 'id'"),
				Arguments.of("routes:\n  - id: x\n    id: y", "3:5: 'id' stands here twice"),
				Arguments.of("routes:\n  - id: x\n    url: ai://auto", "3:5: unknown key 'url'; did you mean uri"),
				Arguments.of("routes:\n  - id: x\n    predicates: [ AiModel=a ]", "2:5: route 'x' has no 'uri'"),
				Arguments.of("routes:\n  - id: x\n    uri: ai://auto", "2:5: route 'x' has no 'predicates'"),
				Arguments.of("routes:\n  - id: x\n    enabled: maybe", "3:14: must be true or false"),
				Arguments.of("routes:\n  - id: x\n    enabled: false", "2:5: unknown bundled route 'x'"),
				Arguments.of("rules:\n  - match: *\n    provider: openai",
						"write text that begins with * or & in quotes"),
				Arguments.of("a: [", "no YAML:"),
				Arguments.of("routes:\n  - id: x\n   uri: y", "look at the indentation"),
				Arguments.of("routes: &r [ *r ]", "1:9: this contains itself"),
				Arguments.of("a: 1\n---\nb: 2", "no YAML:"),
				// addresses
				route("ai://auot", "AiModel=a", "3:10: 'ai://auot' is no address of an ai: route"),
				route("ai://provider/opnai", "AiModel=a", "3:10: unknown provider 'opnai'; did you mean openai"),
				route("ai://group/x", "AiModel=a", "3:10: unknown group 'x'; there is none"),
				route("ai://model/locl", "AiModel=a", "3:10: unknown alias 'locl'; did you mean local"),
				route("example.com", "AiModel=a", "3:10: 'example.com' has no scheme"),
				route("'ht tp://x'", "AiModel=a", "3:10: 'ht tp://x' is no URI"),
				// predicates and filters
				route("ai://auto", "AiModle=a", "5:9: unknown predicate 'AiModle'; did you mean AiModel"),
				route("ai://auto", "AiModel", "5:9: 'AiModel' must have the form Name=arguments"),
				route("ai://auto", "AiDialect=openai-chatt",
						"5:9: AiDialect cannot be built: 'openai-chatt' is no dialect. Did you mean openai-chat"),
				route("ai://auto", "AiModel=#{@secret}", "5:9: expressions '#{…}' are not evaluated"),
				route("ai://auto", "AiStreaming=perhaps", "5:9: AiStreaming cannot be built: 'perhaps' is no"),
				route("ai://auto", "AiStreaming=true,false", "5:9: AiStreaming takes at most 1 arguments"),
				route("ai://auto", "{ name: AiModel, args: { model: a } }",
						"5:34: unknown argument of AiModel 'model'; did you mean models?"),
				route("ai://auto", "{ name: AiModel, arg: { models: a } }", "5:26: unknown key 'arg'"),
				route("ai://auto", "{ AiModel: a }", "5:11: unknown key 'AiModel'"),
				filter("StripPrefx=1", "6:9: unknown filter 'StripPrefx'; did you mean StripPrefix"),
				filter("StripPrefix=one", "6:9: StripPrefix cannot be built: 'one' is no"),
				filter("PreserveHostHeader=x", "6:9: PreserveHostHeader takes no arguments"),
				filter("{ name: Retry, args: { backof: { factor: 2 } } }",
						"unknown argument of Retry 'backof.factor'; did you mean backoff"),
				filter("{ name: Retry, args: { backoff: { faktor: 2 } } }",
						"unknown argument of Retry 'backoff.faktor'"),
				// settings
				metadata("total-timeout: soon", "7:22: 'total-timeout' cannot be 'soon'"),
				metadata("total-timeout: -5s", "must be longer than nothing"),
				metadata("total-timout: 5s", "unknown setting 'total-timout'; did you mean total-timeout"),
				metadata("attempts: 21", "7:17: 'attempts' cannot be '21': attempts must be from 1 to 20"),
				metadata("attempts: many", "7:17: 'attempts' must be a whole number, but is 'many'"),
				metadata("strategy: prioritie", "7:17: unknown strategy 'prioritie'; did you mean priority?"),
				// rules, aliases and groups
				Arguments.of("rules:\n  - match: a", "2:5: rule 'a' names no provider"),
				Arguments.of("rules:\n  - match: a\n    provider: opnai", "3:15: unknown provider 'opnai'"),
				Arguments.of("rules:\n  - id: a\n    provider: openai", "2:5: rule 'a' has no 'match'"),
				Arguments.of("rules:\n  - match: a\n    provider: openai\n    providers: [openai]",
						"either 'provider' or"),
				Arguments.of("aliases:\n  a: openai", "2:6: 'openai' must have the form provider/model"),
				Arguments.of("aliases:\n  a: []", "2:3: 'a' has no target"),
				Arguments.of("aliases:\n  a: opnai/x", "2:6: unknown provider 'opnai'"),
				Arguments.of("aliases:\n  a: openai/x\n  a: openai/y", "3:3: 'a' stands here twice"),
				Arguments.of("groups:\n  g: [ openai, /x ]", "2:16: '/x' must have the form provider/model"),
				Arguments.of("aliases:\n  nope:\n    enabled: false", "2:3: unknown bundled alias 'nope'"));
	}

	private static Arguments route(String uri, String predicate, String problem) {
		return Arguments.of("routes:\n  - id: x\n    uri: %s\n    predicates:\n      - %s\n".formatted(uri, predicate),
				problem);
	}

	private static Arguments filter(String filter, String problem) {
		return Arguments.of("routes:\n  - id: x\n    uri: ai://auto\n    predicates: [ AiModel=a ]\n    filters:\n"
				+ "      - " + filter, problem);
	}

	private static Arguments metadata(String setting, String problem) {
		return Arguments.of("routes:\n  - id: x\n    uri: ai://auto\n    predicates:\n    - AiModel=a\n    metadata:\n"
				+ "      " + setting, problem);
	}

	@Test
	void saysWhereWhatIsWrongAndWhatToDo() {
		RouteContexts.in(this.home).run((context) -> {
			RouteFileCheck check = context.getBean(RouteFileCheck.class);
			SoftAssertions softly = new SoftAssertions();
			mistakes()
				.forEach((mistake) -> softly.assertThat(RouteContexts.problems(check, String.valueOf(mistake.get()[0])))
					.as("%s", mistake.get()[0])
					.anySatisfy((line) -> assertThat(line).contains(String.valueOf(mistake.get()[1]))));
			softly.assertAll();
		});
	}

	@Test
	void reportsAllProblemsOfAFileAtOnce() {
		assertThat(RouteContexts.problems(this.home, """
				routes:
				  - id: x
				    uri: ai://nowhere
				    predicates:
				      - Nothing=1
				    filters:
				      - Nothing=2
				rules:
				  - match: a
				    provider: nobody
				""")).hasSize(4);
	}

	@Test
	void boundsWhatAliasesCanMean() {
		StringBuilder metadata = new StringBuilder("routes:\n  - id: x\n    metadata:\n      a0: &a0 [1,1,1,1,1,1]\n");
		for (int level = 1; level < 9; level++) {
			String previous = "*a" + (level - 1);
			metadata.append("      a%d: &a%d [%s]\n".formatted(level, level,
					String.join(",", java.util.Collections.nCopies(6, previous))));
		}
		assertThat(RouteContexts.problems(this.home, metadata.toString()))
			.anySatisfy((line) -> assertThat(line).contains("the file means more than"));
	}

	@Test
	void refusesAnIdThatAnotherFileHas() {
		RouteContexts.write(this.home, "first.yaml", DeclaredRoutesTests.route("same", "AiModel=a"));
		assertThat(RouteContexts.problems(this.home, DeclaredRoutesTests.route("same", "AiModel=b"))).singleElement()
			.asString()
			.startsWith("2:5: route 'same' is declared already at ")
			.contains("first.yaml:2:5");
	}

	@Test
	void checksAFileInThePlaceOfTheOneWithItsName() {
		RouteContexts.write(this.home, "tested.yaml", DeclaredRoutesTests.route("same", "AiModel=a"));
		assertThat(RouteContexts.problems(this.home, DeclaredRoutesTests.route("same", "AiModel=b"))).isEmpty();
	}

	@Test
	void blamesAFileForWhatItBreaksElsewhere() {
		RouteContexts.write(this.home, "other.yaml", """
				routes:
				  - id: x
				    uri: ai://model/claude-opus
				    predicates: [ AiModel=best ]
				""");
		assertThat(RouteContexts.problems(this.home, "aliases: { claude-opus: { enabled: false } }")).singleElement()
			.asString()
			.contains("unknown alias 'claude-opus'");
	}

	@Test
	void leavesTextWithBracesAndDollarsAlone() {
		assertThat(RouteContexts.problems(this.home, """
				routes:
				  - id: x
				    uri: http://127.0.0.1:9
				    predicates:
				      - Path=/a/{rest}
				      - name: Weight
				        args: { group: g, weight: 3 }
				    filters:
				      - RewritePath=/a/(?<rest>.*), /${rest}
				""")).isEmpty();
	}

}
