package dev.sluice.bench.money;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import dev.sluice.stage.Admitter;

/** Puts the switch before the gateway's own admitter. */
@AutoConfiguration
public class MoneySwitchAutoConfiguration {

	@Bean
	static BeanPostProcessor moneySwitch() {
		return new BeanPostProcessor() {

			@Override
			public Object postProcessAfterInitialization(Object bean, String name) {
				return (bean instanceof Admitter admitter) ? new MoneySwitch(admitter) : bean;
			}

		};
	}

}
