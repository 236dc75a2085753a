package dev.sluice.auth;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.http.HttpHeaders;

import dev.sluice.call.Caller;
import dev.sluice.call.CallerResolver;
import dev.sluice.intake.IntakeAutoConfigurations;
import dev.sluice.stage.AdmissionCheck;
import dev.sluice.stage.Admitter;

import static org.assertj.core.api.Assertions.assertThat;

class AuthAutoConfigurationTests {

	private final ReactiveWebApplicationContextRunner runner = new ReactiveWebApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(AuthAutoConfiguration.class));

	@Test
	void withoutAnAdminKeyOneIsMade() {
		this.runner.run(context -> {
			String key = context.getBean(FirstKey.class).key().orElseThrow().reveal();
			assertThat(caller(context.getBean(CallerResolver.class), key).id()).isEqualTo("admin");
		});
	}

	@Test
	void theVariableSetsTheAdminKey() {
		this.runner.withPropertyValues("SLUICE_ADMIN_KEY=" + "k".repeat(32)).run(context -> {
			assertThat(context.getBean(FirstKey.class).key()).isEmpty();
			assertThat(caller(context.getBean(CallerResolver.class), "k".repeat(32)).id()).isEqualTo("admin");
		});
	}

	@Test
	void aShortAdminKeyIsForLoopbackOnly() {
		this.runner.withPropertyValues("SLUICE_ADMIN_KEY=short", "server.address=127.0.0.1")
			.run(context -> assertThat(context).hasNotFailed());
		this.runner.withPropertyValues("SLUICE_ADMIN_KEY=short")
			.run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(UnsafeBindingException.class));
	}

	@Test
	void openModeIsForLoopbackOnly() {
		this.runner.withPropertyValues("SLUICE_AUTH=open", "server.address=127.0.0.1")
			.run(context -> assertThat(caller(context.getBean(CallerResolver.class), "dummy").id()).isEqualTo("open"));
		this.runner.withPropertyValues("sluice.auth.mode=open", "server.address=0.0.0.0")
			.run(context -> assertThat(context).getFailure().hasRootCauseInstanceOf(UnsafeBindingException.class));
		UnsafeBindingException ex = new UnsafeBindingException("what", "do");
		assertThat(new UnsafeBindingFailureAnalyzer().analyze(ex).getAction()).isEqualTo("do");
	}

	@Test
	void declaredKeysAreKnown() {
		this.runner
			.withPropertyValues("sluice.auth.keys[0].id=ci", "sluice.auth.keys[0].hash=" + KeyDigest.of("sk-ci").text(),
					"sluice.auth.keys[0].tenant=acme", "sluice.auth.keys[0].models=gpt-4*")
			.run(context -> {
				Caller caller = caller(context.getBean(CallerResolver.class), "sk-ci");
				assertThat(caller.tenant()).isEqualTo("acme");
				assertThat(caller.models()).containsExactly("gpt-4*");
			});
	}

	@Test
	void mistypedPropertiesAreErrors() {
		this.runner.withPropertyValues("sluice.auth.mod=open").run(context -> assertThat(context).hasFailed());
		this.runner.withPropertyValues("sluice.auth.keys[0].id=a", "sluice.auth.keys[0].hash=00")
			.run(context -> assertThat(context).hasFailed());
	}

	@Test
	void allAutoConfigurationsStartTogether() {
		ReactiveWebApplicationContextRunner all = new ReactiveWebApplicationContextRunner()
			.withConfiguration(IntakeAutoConfigurations.all());
		all.withPropertyValues("sluice.http.cors.allowed-origins=*")
			.run(context -> assertThat(context).hasBean("sluiceEndpointCorsFilter")
				.hasSingleBean(Admitter.class)
				.hasSingleBean(AdmissionCheck.class));
		all.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("sluiceEndpointCorsFilter"));
	}

	private static Caller caller(CallerResolver resolver, String key) {
		HttpHeaders headers = new HttpHeaders();
		headers.setBearerAuth(key);
		return resolver.resolve(headers, null).block();
	}

}
