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

	private final Map<Key, HttpClient> clients = new ConcurrentHashMap<>();

	/**
	 * Creates the registry.
	 * @param factory creates a client with a pool of its own, by the pool's name
	 * @param closer closes all pools
	 */
	ProviderHttpClients(Function<String, HttpClient> factory, Runnable closer) {
		this.factory = factory;
		this.closer = closer;
		// The first use of TLS reads files, which no event loop should have to wait for.
		HttpClient.create().secure();
	}

	Endpoint endpoint(Provider provider, Duration connectTimeout) {
		URI base = URI.create(provider.baseUrl());
		HttpClient client = this.clients.computeIfAbsent(new Key(base, connectTimeout), this::create);
		String path = (base.getRawPath() != null) ? base.getRawPath() : "";
		return new Endpoint(client, base.getRawAuthority(), path);
	}

	private HttpClient create(Key key) {
		boolean secure = "https".equals(key.base.getScheme());
		int port = (key.base.getPort() != -1) ? key.base.getPort() : (secure ? 443 : 80);
		HttpClient client = this.factory.apply(key.base.getRawAuthority())
			.disableRetry(true)
			.followRedirect(false)
			.doOnChannelInit((observer, channel, address) -> channel.pipeline()
				.addAfter(NettyPipeline.HttpCodec, ProvisionalReplies.class.getName(), new ProvisionalReplies()))
			.host(key.base.getHost())
			.port(port)
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(key.connectTimeout.toMillis()));
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

	private record Key(URI base, Duration connectTimeout) {
	}

	/**
	 * Where the requests of a provider go.
	 *
	 * @param client connects to its address
	 * @param authority the value of {@code Host}
	 * @param basePath the path prefix, without a trailing slash
	 */
	record Endpoint(HttpClient client, String authority, String basePath) {
	}

}
