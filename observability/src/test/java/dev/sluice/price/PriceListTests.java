package dev.sluice.price;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.catalog.PriceUnit;
import dev.sluice.catalog.PriceWhen;
import dev.sluice.price.TariffQuote.Limits;

import static org.assertj.core.api.Assertions.assertThat;

class PriceListTests {

	private static final Tariff ONE = tariff("one");

	private static final Tariff OTHER = tariff("other");

	private final PriceList list = new PriceList();

	@Test
	void answersTheSameHoweverOftenItIsAsked() {
		this.list.put("gpt-4o", ONE);
		this.list.put("gpt-4o", new Limits(1, 2));
		this.list.put("limits-only", new Limits(3, 4));
		for (int i = 0; i < 2; i++) {
			assertThat(this.list.find("gpt-4o")).isSameAs(ONE);
			assertThat(this.list.find("gpt-4o-2024-08-06")).isSameAs(ONE);
			assertThat(this.list.limits("gpt-4o-2024-08-06")).isEqualTo(new Limits(1, 2));
			assertThat(this.list.find("gpt-4o-mini")).isNull();
			assertThat(this.list.limits("gpt-4o-mini")).isSameAs(Limits.NONE);
			assertThat(this.list.find("limits-only")).isNull();
			assertThat(this.list.limits("limits-only")).isEqualTo(new Limits(3, 4));
			assertThat(this.list.find("")).isNull();
		}
	}

	@Test
	void whatIsPutAfterItWasAskedForIsFound() {
		assertThat(this.list.find("gpt-4o-2024-08-06")).isNull();
		this.list.putIfAbsent("gpt-4o", ONE);
		assertThat(this.list.find("gpt-4o-2024-08-06")).isSameAs(ONE);
		this.list.put("gpt-4o-2024-08-06", OTHER);
		assertThat(this.list.find("gpt-4o-2024-08-06")).isSameAs(OTHER);
		assertThat(this.list.limits("gpt-4o-2024-08-06")).isSameAs(Limits.NONE);
		this.list.put("gpt-4o", new Limits(1, 2));
		assertThat(this.list.limits("gpt-4o-2024-08-06")).isEqualTo(new Limits(1, 2));
	}

	@Test
	void thePriceOfAllOthersIsNotListedForAnyOfThem() {
		assertThat(this.list.find("x")).isNull();
		this.list.others(OTHER);
		assertThat(this.list.find("x")).isSameAs(OTHER);
		assertThat(this.list.listed("x")).isNull();
	}

	private static Tariff tariff(String version) {
		return Tariff.of(version, List.of(new PriceRow(PriceUnit.INPUT, 1, PriceWhen.ALWAYS)));
	}

}
