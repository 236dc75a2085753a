package dev.sluice.provider;

import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Operation;
import dev.sluice.call.Target;
import dev.sluice.catalog.Model;
import dev.sluice.catalog.Provider;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every entry that is bundled. */
class BundledProvidersTests {

	static Stream<Provider> providers() {
		return TestProviders.catalogue().providers().stream();
	}

	@ParameterizedTest
	@MethodSource("providers")
	void speaksWhatItSaysAndNothingElse(Provider provider) {
		ProviderAdapter adapter = TestProviders.adapters().of(provider);
		for (Dialect dialect : Dialect.values()) {
			assertThat(adapter.speaks(provider, dialect)).as(dialect.id())
				.isEqualTo(provider.dialects().contains(dialect));
		}
	}

	@ParameterizedTest
	@MethodSource("providers")
	void hasAPathForEachOfItsDialects(Provider provider) {
		ProviderAdapter adapter = TestProviders.adapters().of(provider);
		for (Dialect dialect : provider.dialects()) {
			if (dialect.operation() != Operation.PING) {
				TestCall call = TestCall.of(dialect).model("m").path("/v1beta/models/m:generateContent");
				assertThat(adapter.path(provider, call.build(),
						new Target(provider.name(), "m", provider.tier(), null, "test")))
					.startsWith("/")
					.doesNotContain("//", "?");
			}
		}
	}

	@ParameterizedTest
	@MethodSource("providers")
	void knowsWhatItsModelsCanDo(Provider provider) {
		assertThat(provider.models()).allSatisfy((model) -> assertThat(model.capabilities()).isNotEmpty())
			.extracting(Model::id)
			.doesNotHaveDuplicates();
	}

}
