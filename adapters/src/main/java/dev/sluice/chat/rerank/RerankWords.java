package dev.sluice.chat.rerank;

import org.jspecify.annotations.Nullable;

/**
 * How a dialect names the members of a request.
 *
 * @param documents the texts
 * @param most the number of results, or null when all come always
 * @param returned the wish for the texts in the answer
 * @param named whether the model is named
 */
record RerankWords(String documents, @Nullable String most, String returned, boolean named) {

	/** Cohere, Jina, Together, vLLM. */
	static final RerankWords COMMON = new RerankWords("documents", "top_n", "return_documents", true);

	/** Voyage AI. */
	static final RerankWords VOYAGE = new RerankWords("documents", "top_k", "return_documents", true);

	/** Hugging Face's text-embeddings-inference, which serves one model. */
	static final RerankWords TEI = new RerankWords("texts", null, "return_text", false);

}
