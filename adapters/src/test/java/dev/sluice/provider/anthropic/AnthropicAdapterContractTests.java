package dev.sluice.provider.anthropic;

import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;

class AnthropicAdapterContractTests extends ProviderAdapterContract {

	@Override
	protected ProviderAdapter adapter() {
		return new AnthropicAdapter();
	}

	@Override
	protected String providerName() {
		return "anthropic";
	}

}
