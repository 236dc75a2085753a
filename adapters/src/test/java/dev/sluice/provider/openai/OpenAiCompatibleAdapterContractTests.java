package dev.sluice.provider.openai;

import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;

class OpenAiCompatibleAdapterContractTests extends ProviderAdapterContract {

	@Override
	protected ProviderAdapter adapter() {
		return new OpenAiAdapter();
	}

	@Override
	protected String providerName() {
		return "openrouter";
	}

}
