package dev.sluice.provider.simulated;

import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;

class SimulatedAdapterContractTests extends ProviderAdapterContract {

	@Override
	protected ProviderAdapter adapter() {
		return new SimulatedAdapter();
	}

	@Override
	protected String providerName() {
		return "simulated";
	}

}
