package dev.sluice.dispatch;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.netty.channel.ChannelOption;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClient;

import org.springframework.beans.factory.DisposableBean;

import dev.sluice.catalog.Provider;

/**
 * The HTTP client of each provider: one bounded pool per address, no redirects, no hidden
 * repeats.
 */
class ProviderHttpClients implements DisposableBean {

	private final Function<String, HttpClient> factory;

	private final Runnable closer;

	private final int shares;

	private final Map<Key, Endpoint> endpoints = new ConcurrentHashMap<>();

	/**
	 * Creates the registry.
	 * @param factory creates a client with a pool of its own, by the pool's name
	 * @param closer closes all pools
	 * @param shares among how many pools the connections of one client are shared out
	 */
	ProviderHttpClients(Function<String, HttpClient> factory, Runnable closer, int shares) {
		this.factory = factory;
		this.closer = closer;
		this.shares = shares;
		// The first use of TLS reads files, which no event loop should have to wait for.
		HttpClient.create().secure();
	}

	Endpoint endpoint(Provider provider, Duration connectTimeout) {
		Key key = new Key(provider.baseUrl(), connectTimeout);
		Endpoint known = this.endpoints.get(key);
		return (known != null) ? known : this.endpoints.computeIfAbsent(key, this::create);
	}

	private Endpoint create(Key key) {
		URI base = URI.create(key.baseUrl);
		boolean secure = "https".equals(base.getScheme());
		int port = (base.getPort() != -1) ? base.getPort() : (secure ? 443 : 80);
		HttpClient client = this.factory.apply(base.getRawAuthority())
			.disableRetry(true)
			.followRedirect(false)
			.doOnChannelInit((observer, channel, address) -> channel.pipeline()
				.addAfter(NettyPipeline.HttpCodec, ProvisionalReplies.class.getName(), new ProvisionalReplies()))
			.host(base.getHost())
			.port(port)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(key.connectTimeout.toMillis()));
		String path = (base.getRawPath() != null) ? base.getRawPath() : "";
		return new Endpoint(new LoopClients(secured(client, secure), this.shares), base.getRawAuthority(), path);
	}

	private static HttpClient secured(HttpClient client, boolean secure) {
		if (!secure) {
			return client.noSSL();
		}
		// The factory has set the operator's trust; asking again would put the JVM's
		// there.
		return client.configuration().isSecure() ? client : client.secure();
	}

	@Override
	public void destroy() {
		this.closer.run();
	}

	private record Key(String baseUrl, Duration connectTimeout) {
	}

	/**
	 * Where the requests of a provider go.
	 *
	 * @param clients connect to its address
	 * @param authority the value of {@code Host}
	 * @param basePath the path prefix, without a trailing slash
	 */
	record Endpoint(LoopClients clients, String authority, String basePath) {
	}

}
