package dev.sluice.provider.replicate;

import java.util.Objects;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.TestCall;
import dev.sluice.provider.TestProviders;

import static org.assertj.core.api.Assertions.assertThat;

class ReplicateAdapterTests {

	private final ReplicateAdapter adapter = new ReplicateAdapter();

	@ParameterizedTest
	@CsvSource({ "owner/name, /v1/models/owner/name/predictions", "owner/name:abc, /v1/predictions",
			"owner/../x?y#z, /v1/models/owner/..%2Fx%3Fy%23z/predictions" })
	void namesTheModelInThePathUnlessAVersionIsWanted(String model, String path) {
		Target target = new Target("replicate", model, "official", null, "test");
		assertThat(this.adapter.path(provider(), TestCall.of(Dialect.REPLICATE_PREDICTIONS).build(), target))
			.isEqualTo(path);
	}

	@Test
	void waitsForAFewSecondsWithItsToken() {
		HttpHeaders headers = new DefaultHttpHeaders();
		this.adapter.headers(provider(), TestCall.of(Dialect.REPLICATE_PREDICTIONS).build(), headers, Secret.of("t"));
		assertThat(headers.get("authorization")).isEqualTo("Bearer t");
		assertThat(headers.get("prefer")).isEqualTo("wait=5");
		assertThat(this.adapter.jobs(provider()).cancelling("x")).isEqualTo("/v1/predictions/x/cancel");
	}

	private static Provider provider() {
		return Objects.requireNonNull(TestProviders.catalogue().find("replicate"));
	}

}
