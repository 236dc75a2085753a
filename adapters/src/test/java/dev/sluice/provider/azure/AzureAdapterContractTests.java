package dev.sluice.provider.azure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AzureAdapterContractTests extends ProviderAdapterContract {

	@Override
	protected ProviderAdapter adapter() {
		return new AzureAdapter();
	}

	@Override
	protected String providerName() {
		return "azure";
	}

	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, openai-chat, -, /openai/v1/chat/completions",
			"-, openai-responses, -, /openai/v1/responses",
			"2026-05-01, openai-chat, -, /openai/deployments/my%2Fgpt/chat/completions?api-version=2026-05-01",
			"2026-05-01, openai-chat, a=1&key=k, /openai/deployments/my%2Fgpt/chat/completions?api-version=2026-05-01&a=1",
			"2026-05-01, openai-chat, api-version=2025-01-01, /openai/deployments/my%2Fgpt/chat/completions?api-version=2025-01-01",
			"2026-05-01, openai-responses, -, /openai/responses?api-version=2026-05-01" })
	void goesToDeploymentsWhenAVersionIsSet(String version, String dialect, String query, String path) {
		TestCall call = TestCall.of(java.util.Objects.requireNonNull(Dialect.byId(dialect))).query(query);
		assertThat(adapter().path(azure(version), call.build(), target("my/gpt"))).isEqualTo(path);
	}

	@Test
	void asksForADeploymentWhereThePathNeedsOne() {
		assertThatThrownBy(() -> adapter().path(azure("v"), TestCall.of(Dialect.OPENAI_IMAGES).build(), target(null)))
			.isInstanceOf(GatewayException.class)
			.hasMessageContaining("name of a deployment");
	}

	private static Target target(@org.jspecify.annotations.Nullable String model) {
		return new Target("azure", model, "official", null, "test");
	}

	private static Provider azure(@org.jspecify.annotations.Nullable String version) {
		return java.util.Objects.requireNonNull(
				TestProviders
					.catalogue("AZURE_OPENAI_API_KEY=k", "AZURE_OPENAI_RESOURCE=shop",
							"OPENAI_API_VERSION=" + ((version != null) ? version : ""))
					.find("azure"));
	}

}
