package dev.sluice.auth;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class PermissionCheckTests {

	private final MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.post("/").build());

	@Test
	void modelCallsNeedWriteAndListsNeedRead() {
		assertRefused(call(Dialect.OPENAI_CHAT, "m", null, Permission.READ), "'write'");
		assertRefused(call(Dialect.OPENAI_MODELS, null, null, Permission.WRITE), "'read'");
		check(call(Dialect.OPENAI_CHAT, "m", null, Permission.WRITE));
		check(call(Dialect.OPENAI_CHAT, "m", null, Permission.ADMIN));
		check(call(Dialect.OPENAI_MODELS, null, Set.of("x"), Permission.READ));
		check(call(Dialect.ANTHROPIC_HELLO, null, null));
	}

	@Test
	void aKeyIsKeptToItsModels() {
		Set<String> globs = Set.of("gpt-4*", "secret-model");
		check(call(Dialect.OPENAI_CHAT, "gpt-4o", globs, Permission.WRITE));
		GatewayException ex = assertRefused(call(Dialect.OPENAI_CHAT, "claude", globs, Permission.WRITE),
				"model_not_allowed");
		assertThat(ex.clientMessage()).contains("'claude'").doesNotContain("secret-model");
		assertThat(ex.param()).isEqualTo("model");
		assertRefused(call(Dialect.OPENAI_CHAT, null, globs, Permission.WRITE), "model_not_allowed");
	}

	@Test
	void aRouteCanBeForOneOrganization() {
		AiAuthGatewayFilterFactory.Config config = new AiAuthGatewayFilterFactory.Config();
		config.setTenants(List.of("other"));
		pass(config);
		assertRefused(call(Dialect.OPENAI_CHAT, "m", null, Permission.WRITE), "organization");
	}

	@Test
	void everyLineOfARouteCounts() {
		AiAuthGatewayFilterFactory.Config admin = new AiAuthGatewayFilterFactory.Config();
		admin.setPermission(Permission.ADMIN);
		AiAuthGatewayFilterFactory.Config models = new AiAuthGatewayFilterFactory.Config();
		models.setModels(List.of("gpt-*"));
		pass(admin);
		pass(models);
		assertRefused(call(Dialect.OPENAI_CHAT, "gpt-4o", null, Permission.WRITE), "'admin'");
		assertRefused(call(Dialect.OPENAI_CHAT, "claude", null, Permission.ADMIN), "'claude'");
		check(call(Dialect.OPENAI_CHAT, "gpt-4o", null, Permission.ADMIN));
	}

	private void pass(AiAuthGatewayFilterFactory.Config config) {
		new AiAuthGatewayFilterFactory().apply(config).filter(this.exchange, inner -> Mono.empty()).block();
	}

	private void check(ClientCall call) {
		new PermissionCheck().check(this.exchange, call);
	}

	private GatewayException assertRefused(ClientCall call, String text) {
		GatewayException ex = catchThrowableOfType(GatewayException.class, () -> check(call));
		assertThat(ex.kind()).isEqualTo(ErrorKind.FORBIDDEN);
		assertThat(ex.clientMessage()).contains(text);
		return ex;
	}

	private static ClientCall call(Dialect dialect, @Nullable String model, @Nullable Set<String> models,
			Permission... permissions) {
		return new ClientCall("req_1", dialect, Envelope.NONE.fromPath(model, false), CallBody.NONE,
				new Caller("acme", "k", Set.of(permissions), models, Set.of()), new HttpHeaders(), "/", null, 0,
				new DecisionNotes());
	}

}
