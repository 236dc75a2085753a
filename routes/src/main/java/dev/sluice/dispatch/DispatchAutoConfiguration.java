package dev.sluice.dispatch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;

import dev.sluice.catalog.Catalogue;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.record.CallRecordSink;
import dev.sluice.resolve.ModelList;
import dev.sluice.resolve.ResolveAutoConfiguration;
import dev.sluice.resolve.TargetResolver;
import dev.sluice.strategy.RoutingStrategy;

/** Sets the scheme {@code ai:} up. */
@AutoConfiguration(after = { GatewayAutoConfiguration.class, ResolveAutoConfiguration.class })
@EnableConfigurationProperties(UpstreamProperties.class)
public final class DispatchAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProviderHttpClients sluiceProviderHttpClients(HttpClientProperties properties, ServerProperties server,
			HttpClientSslConfigurer sslConfigurer, List<HttpClientCustomizer> customizers,
			UpstreamProperties upstream) {
		ProviderHttpClientFactory factory = new ProviderHttpClientFactory(properties, server, sslConfigurer,
				customizers, upstream);
		return new ProviderHttpClients(factory::create, factory::closePools);
	}

	@Bean
	@ConditionalOnMissingBean
	ClockWheel sluiceClockWheel() {
		return new ClockWheel();
	}

	@Bean
	@ConditionalOnMissingBean
	DispatchTools sluiceDispatchTools(Catalogue catalogue, List<ProviderAdapter> adapters, ProviderHttpClients clients,
			UpstreamProperties properties, ClockWheel wheel, ObjectProvider<CallRecordSink> sinks) {
		return new DispatchTools(catalogue, DispatchTools.byType(adapters), clients,
				new RequestHeaders(properties.requestHeaders()), properties, wheel, all(sinks), Clock.systemUTC());
	}

	private static @Nullable CallRecordSink all(ObjectProvider<CallRecordSink> sinks) {
		List<CallRecordSink> list = sinks.orderedStream().toList();
		return list.isEmpty() ? null : (record) -> list.forEach((sink) -> sink.accept(record));
	}

	@Bean
	@ConditionalOnMissingBean
	Dispatcher sluiceDispatcher(TargetResolver resolver, List<RoutingStrategy> strategies, DispatchTools tools) {
		Map<String, RoutingStrategy> byName = strategies.stream()
			.collect(Collectors.toUnmodifiableMap(RoutingStrategy::name, Function.identity()));
		return new Dispatcher(resolver, byName, tools);
	}

	@Bean
	@ConditionalOnMissingBean
	AiRoutingFilter aiRoutingFilter(Dispatcher dispatcher, ModelList models, UpstreamProperties properties) {
		return new AiRoutingFilter(dispatcher, new RegistryReplies(models), new RoutePlans(properties.clocks()),
				new ReplyHeaders(properties.replyHeaders()));
	}

	@Bean
	@ConditionalOnMissingBean
	AiWriteReplyFilter aiWriteReplyFilter() {
		return new AiWriteReplyFilter();
	}

}
