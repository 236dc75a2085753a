package dev.sluice.provider.ollama;

import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;

class OllamaAdapterContractTests extends ProviderAdapterContract {

	@Override
	protected ProviderAdapter adapter() {
		return new OllamaAdapter();
	}

	@Override
	protected String providerName() {
		return "ollama";
	}

}
