package dev.sluice.dispatch;

import java.time.Duration;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;

import org.springframework.util.unit.DataSize;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Secret;
import dev.sluice.call.Target;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.ModelListing;
import dev.sluice.catalog.Provider;
import dev.sluice.dispatch.ProviderHttpClients.Endpoint;
import dev.sluice.provider.Credentials;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.resolve.ModelSource;

/** Asks for lists of models over the connections that calls go over. */
class UpstreamModelSource implements ModelSource {

	private static final Caller SELF = new Caller(Caller.DEFAULT_TENANT, "sluice", Set.of(), null, Set.of());

	private final Catalogue catalogue;

	private final ProviderAdapters adapters;

	private final ProviderHttpClients clients;

	private final Duration connectTimeout;

	private final long limit;

	UpstreamModelSource(Catalogue catalogue, ProviderAdapters adapters, ProviderHttpClients clients,
			Duration connectTimeout, DataSize limit) {
		this.catalogue = catalogue;
		this.adapters = adapters;
		this.clients = clients;
		this.connectTimeout = connectTimeout;
		this.limit = limit.toBytes();
	}

	@Override
	public Mono<byte[]> fetch(Provider provider) {
		Endpoint endpoint = this.clients.endpoint(provider, this.connectTimeout);
		ClientCall call = new ClientCall("models", Dialect.OPENAI_MODELS, Envelope.NONE, CallBody.NONE, SELF,
				new org.springframework.http.HttpHeaders(), "/v1/models", null, System.nanoTime(), new DecisionNotes());
		return endpoint.clients()
			.on(null)
			.headers((headers) -> headers(headers, provider, call, endpoint))
			.get()
			.uri(endpoint.basePath() + path(provider, call))
			.response((response, body) -> (response.status().code() == 200) ? whole(body)
					: Flux.error(new IllegalStateException("status " + response.status().code())))
			.next();
	}

	private String path(Provider provider, ClientCall call) {
		if (provider.traits().listing() == ModelListing.OLLAMA) {
			return "/api/tags";
		}
		return this.adapters.of(provider)
			.path(provider, call, new Target(provider.name(), null, provider.tier(), null, "models"));
	}

	private void headers(HttpHeaders headers, Provider provider, ClientCall call, Endpoint endpoint) {
		headers.set(HttpHeaderNames.HOST, endpoint.authority());
		headers.set(HttpHeaderNames.ACCEPT, "application/json");
		@Nullable Secret key = this.catalogue.key(provider.name());
		if (provider.traits().listing() == ModelListing.OLLAMA) {
			Credentials.set(headers, provider.auth(), key);
		}
		else {
			ProviderAdapter adapter = this.adapters.of(provider);
			adapter.headers(provider, call, headers, key);
		}
	}

	private Mono<byte[]> whole(ByteBufFlux body) {
		long[] size = { 0 };
		return ByteBufFlux.fromInbound(body.doOnNext((part) -> count(part, size))).aggregate().asByteArray();
	}

	private void count(ByteBuf part, long[] size) {
		size[0] += part.readableBytes();
		if (size[0] > this.limit) {
			throw new IllegalStateException("a list larger than sluice.models.max-list");
		}
	}

}
