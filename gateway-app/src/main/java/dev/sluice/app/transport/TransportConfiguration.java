package dev.sluice.app.transport;

import reactor.netty.http.HttpResources;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Sets the event loops that servers and clients share, before either asks for them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TransportProperties.class)
class TransportConfiguration {

	@Bean
	static BeanFactoryPostProcessor eventLoopsOnChosenSockets(Environment environment) {
		return (beans) -> {
			Sockets sockets = Binder.get(environment)
				.bindOrCreate("sluice.transport", TransportProperties.class)
				.sockets();
			// What the library takes by itself is the best there is.
			if (sockets != Sockets.AUTO) {
				HttpResources.set(new ChosenLoops(sockets.handlers()));
			}
		};
	}

}
