package dev.sluice.provider.gemini;

import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;

class GeminiAdapterContractTests extends ProviderAdapterContract {

	@Override
	protected ProviderAdapter adapter() {
		return new GeminiAdapter();
	}

	@Override
	protected String providerName() {
		return "gemini";
	}

}
