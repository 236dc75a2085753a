package dev.sluice.dispatch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.GatewayAutoConfiguration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;

import dev.sluice.capability.CapabilityAutoConfiguration;
import dev.sluice.capability.ModelCapabilities;
import dev.sluice.catalog.Catalogue;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.count.TokenCountCodecs;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.record.CallRecords;
import dev.sluice.record.RecordAutoConfiguration;
import dev.sluice.resolve.Crossings;
import dev.sluice.resolve.ModelList;
import dev.sluice.resolve.ModelSource;
import dev.sluice.resolve.ModelSyncProperties;
import dev.sluice.resolve.ResolveAutoConfiguration;
import dev.sluice.resolve.TargetResolver;
import dev.sluice.strategy.RoutingStrategy;
import dev.sluice.tokens.TokenAutoConfiguration;
import dev.sluice.tokens.TokenCounter;

/** Sets the scheme {@code ai:} up. */
@AutoConfiguration(after = { GatewayAutoConfiguration.class, RecordAutoConfiguration.class,
		ResolveAutoConfiguration.class, TokenAutoConfiguration.class, CapabilityAutoConfiguration.class })
@EnableConfigurationProperties(UpstreamProperties.class)
@ConditionalOnProperty(name = "spring.cloud.gateway.server.webflux.enabled", matchIfMissing = true)
public final class DispatchAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	ProviderHttpClients sluiceProviderHttpClients(HttpClientProperties properties, ServerProperties server,
			HttpClientSslConfigurer sslConfigurer, List<HttpClientCustomizer> customizers,
			UpstreamProperties upstream) {
		ProviderHttpClientFactory factory = new ProviderHttpClientFactory(properties, server, sslConfigurer,
				customizers, upstream);
		return new ProviderHttpClients(factory::create, factory::closePools, factory.shares());
	}

	@Bean
	@ConditionalOnMissingBean
	Clocks sluiceClocks(UpstreamProperties properties) {
		return properties.clocks();
	}

	@Bean
	@ConditionalOnMissingBean
	ClockWheel sluiceClockWheel(UpstreamProperties properties) {
		return new ClockWheel(properties.drainTimeout());
	}

	@Bean
	@ConditionalOnMissingBean
	LocalCounts sluiceLocalCounts(TokenCounter counter, ObjectProvider<TokenCountCodecs> codecs) {
		return new LocalCounts(counter,
				codecs.getIfAvailable(() -> new TokenCountCodecs(new DialectCodecs(List.of()))));
	}

	@Bean
	@ConditionalOnMissingBean
	DispatchTools sluiceDispatchTools(Catalogue catalogue, ProviderAdapters adapters, Crossings crossings,
			ModelCapabilities capabilities, ProviderHttpClients clients, UpstreamProperties properties,
			ClockWheel wheel, CallRecords records, TokenCounter counter, LocalCounts counts) {
		return new DispatchTools(catalogue, adapters, crossings, capabilities, clients,
				new RequestHeaders(properties.requestHeaders()), properties, wheel, records, counter, counts,
				Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	ModelSource sluiceModelSource(Catalogue catalogue, ProviderAdapters adapters, ProviderHttpClients clients,
			UpstreamProperties properties, ModelSyncProperties sync) {
		return new UpstreamModelSource(catalogue, adapters, clients, properties.connectTimeout(), sync.maxList());
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
	AiRoutingFilter sluiceAiRoutingFilter(Dispatcher dispatcher, ModelList models, Clocks clocks,
			UpstreamProperties properties) {
		return new AiRoutingFilter(dispatcher, new RegistryReplies(models), new RoutePlans(clocks),
				new ReplyHeaders(properties.replyHeaders()));
	}

	@Bean
	@ConditionalOnMissingBean
	AiWriteReplyFilter sluiceAiWriteReplyFilter() {
		return new AiWriteReplyFilter();
	}

}
