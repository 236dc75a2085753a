package dev.sluice.dispatch;

import java.time.Clock;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Target;
import dev.sluice.capability.ModelCapabilities;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.TargetModel;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapters;
import dev.sluice.record.CallRecords;
import dev.sluice.resolve.Crossings;
import dev.sluice.tokens.TokenCounter;

/**
 * What all attempts share.
 *
 * @param catalogue the providers
 * @param adapters what is special about each type of them
 * @param crossings how calls cross dialects
 * @param capabilities what models take
 * @param clients the connection pools
 * @param requestHeaders which client headers pass upstream
 * @param properties limits
 * @param wheel drives the clocks
 * @param records where records go
 * @param counter counts what streams have produced
 * @param counts counts what no provider counts
 * @param clock tells the wall time of records
 */
record DispatchTools(Catalogue catalogue, ProviderAdapters adapters, Crossings crossings,
		ModelCapabilities capabilities, ProviderHttpClients clients, RequestHeaders requestHeaders,
		UpstreamProperties properties, ClockWheel wheel, CallRecords records, TokenCounter counter, LocalCounts counts,
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

	AttemptTrail trail(ClientCall call, Target target, String routeId, int number, Hold hold) {
		return new AttemptTrail(call, target, routeId, number, hold, this.records, this.counter, this.clock);
	}

	TargetModel model(Provider provider, Dialect dialect, Target target, ClientCall call, long cap) {
		String asked = (target.model() != null) ? target.model() : call.envelope().model();
		return this.capabilities.target(provider, dialect, (asked != null) ? asked : "", cap,
				call.headers().getFirst("anthropic-version"));
	}

}
