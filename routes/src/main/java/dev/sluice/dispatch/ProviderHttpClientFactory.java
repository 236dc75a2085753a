package dev.sluice.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;

/**
 * Makes clients with the host's proxy, TLS and customizers, but with a bounded pool: the
 * gateway's own default grows without limit.
 */
class ProviderHttpClientFactory extends HttpClientFactory {

	private final UpstreamProperties upstream;

	private final ConcurrentLinkedQueue<ConnectionProvider> pools = new ConcurrentLinkedQueue<>();

	private final ThreadLocal<String> poolName = ThreadLocal.withInitial(() -> "sluice");

	ProviderHttpClientFactory(HttpClientProperties properties, ServerProperties server,
			HttpClientSslConfigurer sslConfigurer, List<HttpClientCustomizer> customizers,
			UpstreamProperties upstream) {
		super(properties, server, sslConfigurer, customizers);
		this.upstream = upstream;
	}

	HttpClient create(String address) {
		this.poolName.set("sluice-" + address);
		try {
			return createInstance();
		}
		finally {
			this.poolName.remove();
		}
	}

	@Override
	protected ConnectionProvider buildConnectionProvider(HttpClientProperties properties) {
		ConnectionProvider pool = ConnectionProvider.builder(this.poolName.get())
			.maxConnections(this.upstream.maxConnections() / shares())
			.pendingAcquireMaxCount(Math.max(1, this.upstream.maxPending() / shares()))
			.pendingAcquireTimeout(this.upstream.acquireTimeout())
			.maxIdleTime(this.upstream.maxIdle())
			.maxLifeTime(this.upstream.maxLife())
			.evictInBackground(Duration.ofSeconds(10))
			.lifo()
			.build();
		this.pools.add(pool);
		return pool;
	}

	int shares() {
		return LoopClients.shares(this.upstream.maxConnections());
	}

	void closePools() {
		this.pools.forEach(ConnectionProvider::dispose);
	}

}
