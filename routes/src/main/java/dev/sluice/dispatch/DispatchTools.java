package dev.sluice.dispatch;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.record.CallRecordSink;

/**
 * What all attempts share.
 *
 * @param catalogue the providers
 * @param adapters the adapters by type
 * @param clients the connection pools
 * @param requestHeaders which client headers pass upstream
 * @param properties limits
 * @param wheel drives the clocks
 * @param sink where records go, or null when nobody wants them
 * @param clock tells the wall time of records
 */
record DispatchTools(Catalogue catalogue, Map<String, ProviderAdapter> adapters, ProviderHttpClients clients,
		RequestHeaders requestHeaders, UpstreamProperties properties, ClockWheel wheel, @Nullable CallRecordSink sink,
		Clock clock) {

	static Map<String, ProviderAdapter> byType(List<ProviderAdapter> adapters) {
		return adapters.stream().collect(Collectors.toUnmodifiableMap(ProviderAdapter::type, Function.identity()));
	}

	Provider provider(String name) {
		Provider provider = this.catalogue.find(name);
		if (provider == null) {
			throw new GatewayException(ErrorKind.MODEL_NOT_FOUND, "There is no provider '" + name + "'.");
		}
		return provider;
	}

	ProviderAdapter adapter(Provider provider) {
		ProviderAdapter adapter = this.adapters.get(provider.type());
		if (adapter == null) {
			throw new GatewayException(ErrorKind.INTERNAL, "Provider " + provider.name() + " has the type '"
					+ provider.type() + "', for which there is no adapter. Known types: " + this.adapters.keySet());
		}
		return adapter;
	}

}
