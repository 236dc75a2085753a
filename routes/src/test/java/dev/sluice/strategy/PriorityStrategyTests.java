package dev.sluice.strategy;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PriorityStrategyTests extends RoutingStrategyContract {

	@Override
	protected RoutingStrategy strategy() {
		return new PriorityStrategy();
	}

	@Test
	void keepsTheOrderOfTheConfiguration() {
		assertThat(strategy().order(call(), candidates(4))).isEqualTo(candidates(4));
	}

}
