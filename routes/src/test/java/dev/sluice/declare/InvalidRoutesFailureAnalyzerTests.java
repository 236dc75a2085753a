package dev.sluice.declare;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.diagnostics.FailureAnalysis;

import static org.assertj.core.api.Assertions.assertThat;

class InvalidRoutesFailureAnalyzerTests {

	@TempDir
	Path home;

	@Test
	void refusesTheStartWithAllProblemsOfAllFiles() {
		RouteContexts.write(this.home, "a.yaml", "routse: []");
		RouteContexts.write(this.home, "b.yaml", DeclaredRoutesTests.route("x", "AiModle=a"));
		RouteContexts.in(this.home).run((context) -> {
			assertThat(context).hasFailed();
			FailureAnalysis analysis = new InvalidRoutesFailureAnalyzer().analyze(context.getStartupFailure());
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("a.yaml:1:1: unknown key 'routse'; did you mean routes")
				.contains("b.yaml:5:9: unknown predicate 'AiModle'; did you mean AiModel");
		});
	}

	@Test
	void refusesUnknownProperties() {
		RouteContexts.in(this.home)
			.withPropertyValues("sluice.routes.foldr=x")
			.run((context) -> assertThat(context).hasFailed());
	}

}
