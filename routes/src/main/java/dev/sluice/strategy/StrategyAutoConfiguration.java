package dev.sluice.strategy;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Registers the routing strategies. */
@AutoConfiguration
public class StrategyAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	PriorityStrategy sluicePriorityStrategy() {
		return new PriorityStrategy();
	}

}
