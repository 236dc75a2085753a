package dev.sluice.dispatch;

import java.time.Clock;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.record.CallRecords;

/**
 * What all attempts share.
 *
 * @param catalogue the providers
 * @param adapters what is special about each type of them
 * @param clients the connection pools
 * @param requestHeaders which client headers pass upstream
 * @param properties limits
 * @param wheel drives the clocks
 * @param records where records go
 * @param clock tells the wall time of records
 */
record DispatchTools(Catalogue catalogue, ProviderAdapters adapters, ProviderHttpClients clients,
		RequestHeaders requestHeaders, UpstreamProperties properties, ClockWheel wheel, CallRecords records,
		Clock clock) {

	Provider provider(String name) {
		Provider provider = this.catalogue.find(name);
		if (provider == null) {
			throw new GatewayException(ErrorKind.MODEL_NOT_FOUND, "There is no provider '" + name + "'.");
		}
		return provider;
	}

	ProviderAdapter adapter(Provider provider) {
		return this.adapters.of(provider);
	}

}
