package dev.sluice.price;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.http.HttpHeaders;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Target;
import dev.sluice.catalog.CatalogueAutoConfiguration;
import dev.sluice.wire.EnvelopeScanner;

/** Books, calls and targets for tests of prices. */
final class PriceFixture {

	static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

	private PriceFixture() {
	}

	static PriceBook book(String... settings) {
		PriceBook[] book = new PriceBook[1];
		runner(settings).run((context) -> book[0] = context.getBean(PriceBook.class));
		return book[0];
	}

	static ApplicationContextRunner runner(String... settings) {
		return new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CatalogueAutoConfiguration.class, PriceAutoConfiguration.class))
			.withPropertyValues(settings);
	}

	/** A provider {@code acme} with one model whose prices are given. */
	static PriceBook acme(String... prices) {
		String[] settings = new String[prices.length + 3];
		settings[0] = "sluice.providers.acme.base-url=https://acme.example/v1";
		settings[1] = "sluice.prices.overrides[0].provider=acme";
		settings[2] = "sluice.prices.overrides[0].model=m";
		for (int i = 0; i < prices.length; i++) {
			settings[i + 3] = "sluice.prices.overrides[0]." + prices[i];
		}
		return book(settings);
	}

	static Quote quote(PriceBook book, String provider, String model) {
		return quote(book, provider, model, Dialect.OPENAI_CHAT, "{\"model\":\"" + model + "\"}", NOON);
	}

	static Quote quote(PriceBook book, String provider, @Nullable String model, Dialect dialect, String body,
			Instant at) {
		return book.quote(target(provider, model, "official"), call(dialect, body), at);
	}

	static Target target(String provider, @Nullable String model, String tier) {
		return new Target(provider, model, tier, null, "test");
	}

	static ClientCall call(Dialect dialect, String body) {
		byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
		return new ClientCall("req_1", dialect, EnvelopeScanner.scan(dialect, bytes, bytes.length), CallBody.NONE,
				new Caller("default", "key_1", Set.of(), null, Set.of()), new HttpHeaders(), "/v1/test", null, 0,
				new DecisionNotes());
	}

}
