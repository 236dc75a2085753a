package dev.sluice.budget;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import static org.assertj.core.api.Assertions.assertThat;

/** What a route adds to the budgets of its calls. */
class RouteBudgetTests {

	@Test
	void aSecondLineOfARouteOnlyNarrows() {
		MockServerWebExchange exchange = MockServerWebExchange.from(MockServerHttpRequest.get("/"));
		assertThat(RouteBudget.of(exchange)).isSameAs(RouteBudget.NONE);
		new RouteBudget(600, -1, Set.of("a")).attachTo(exchange);
		assertThat(RouteBudget.of(exchange)).isEqualTo(new RouteBudget(600, -1, Set.of("a")));
		new RouteBudget(700, 50, Set.of("b")).attachTo(exchange);
		assertThat(RouteBudget.of(exchange)).isEqualTo(new RouteBudget(600, 50, Set.of("a", "b")));
		new RouteBudget(500, 60, Set.of()).attachTo(exchange);
		assertThat(RouteBudget.of(exchange)).isEqualTo(new RouteBudget(500, 50, Set.of("a", "b")));
	}

	@ParameterizedTest
	@CsvSource({ "-1, -1, -1", "-1, 5, 5", "5, -1, 5", "5, 6, 5", "6, 5, 5", "0, 5, 0", "5, 0, 0", "-1, 0, 0",
			"0, -1, 0" })
	void theSmallerOfTwoBoundsCountsWhereThereIsOne(long first, long second, long smaller) {
		assertThat(RouteBudget.smaller(first, second)).isEqualTo(smaller);
	}

}
