package dev.sluice.store;

import java.time.Instant;
import java.util.Map;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * The node's home and identity. The default home lies in the working folder rather than
 * the user's: two gateways on one machine never share an identity by accident, and a
 * container whose user has no home directory works.
 */
@AutoConfiguration
@EnableConfigurationProperties(HomeProperties.class)
public final class StoreAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	SluiceHome sluiceHome(HomeProperties properties) {
		return new SluiceHome(properties.home());
	}

	@Bean
	@ConditionalOnMissingBean
	HomeLock sluiceHomeLock(SluiceHome home) {
		return new HomeLock(home);
	}

	@Bean
	@ConditionalOnMissingBean
	NodeInfo sluiceNodeInfo(SluiceHome home) {
		return new NodeInfo(NodeId.of(home), NodeInfo.sluiceVersion(), Instant.now());
	}

	@Bean
	NodeSettings sluiceHomeSettings(SluiceHome home) {
		return () -> Map.of("sluice.home", home.toString());
	}

}
