package dev.sluice.admin;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.call.CallerResolver;
import dev.sluice.call.Permission;
import dev.sluice.store.NodeInfo;
import dev.sluice.store.NodeSettings;
import dev.sluice.store.SluiceHome;
import dev.sluice.store.StoreAutoConfiguration;

/** The administration API: its door, and every {@link AdminEndpoint} bean behind it. */
@AutoConfiguration(after = StoreAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnBooleanProperty(name = "sluice.admin.enabled", matchIfMissing = true)
@EnableConfigurationProperties(AdminProperties.class)
public final class AdminAutoConfiguration {

	private static final Duration HEARTBEAT = Duration.ofSeconds(15);

	@Bean
	AdminWebFilter sluiceAdminWebFilter(AdminProperties properties, ObjectProvider<AdminEndpoint> endpoints,
			ObjectProvider<CallerResolver> resolver) {
		return new AdminWebFilter(new AdminPath(properties.basePath()),
				new AdminRoutes(endpoints.orderedStream().toList()), new AdminIdentity(resolver::getIfAvailable),
				new ReplyWriter(HEARTBEAT), Math.toIntExact(properties.maxBody().toBytes()));
	}

	@Bean
	AdminEndpoint sluiceNodeEndpoint(NodeInfo node, SluiceHome home, ObjectProvider<NodeSettings> settings) {
		return AdminEndpoint.get("/node", Permission.READ,
				new NodeEndpoint(node, home, settings.orderedStream().toList(), Clock.systemUTC()));
	}

	@Bean
	NodeSettings sluiceAdminSettings(AdminProperties properties) {
		return () -> Map.of("sluice.admin.base-path", properties.basePath(), "sluice.admin.max-body",
				properties.maxBody().toString());
	}

}
