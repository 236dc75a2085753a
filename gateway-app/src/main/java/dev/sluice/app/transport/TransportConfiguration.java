package dev.sluice.app.transport;

import reactor.netty.http.HttpResources;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Sets the event loops that servers and clients share, before either asks for them, and
 * mends the server's connections.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TransportProperties.class)
class TransportConfiguration {

	@Bean
	static BeanFactoryPostProcessor eventLoopsOnChosenSockets(Environment environment) {
		return (beans) -> Binder.get(environment)
			.bindOrCreate("sluice.transport", TransportProperties.class)
			.sockets()
			.handlers()
			.ifPresent((handlers) -> HttpResources.set(new ChosenLoops(handlers)));
	}

	@Bean
	NettyServerCustomizer keptConnections() {
		return (server) -> server
			.doOnChannelInit((observer, channel, address) -> KeptConnections.watch(channel.pipeline()));
	}

}
