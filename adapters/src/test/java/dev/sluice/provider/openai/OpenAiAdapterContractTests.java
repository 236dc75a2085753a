package dev.sluice.provider.openai;

import dev.sluice.provider.ProviderAdapter;
import dev.sluice.provider.ProviderAdapterContract;

class OpenAiAdapterContractTests extends ProviderAdapterContract {

	@Override
	protected ProviderAdapter adapter() {
		return OpenAiAdapter.ofOpenAi();
	}

	@Override
	protected String providerName() {
		return "openai";
	}

}
