package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

/**
 * What an answer needs that its provider did not say.
 *
 * @param requestId the gateway's id of the call, used where the provider gave none
 * @param model the model to name in the answer, or null to name the one that answered
 * @param requestedModel the model that the client asked for, named when nothing else is
 * known
 * @param created seconds since 1970, used where the provider gave none
 * @param usageInStream whether the client wants usage in its stream, for dialects in
 * which it must ask
 * @param jsonArray whether a streamed answer is one JSON list, which Gemini clients get
 * that do not ask for SSE
 */
public record AnswerFrame(String requestId, @Nullable String model, String requestedModel, long created,
		boolean usageInStream, boolean jsonArray) {

	/**
	 * The model to name.
	 * @param served the one that the provider named, or null
	 * @return the name
	 */
	public String modelOr(@Nullable String served) {
		if (this.model != null) {
			return this.model;
		}
		return (served != null) ? served : this.requestedModel;
	}

	/**
	 * The time to tell.
	 * @param told what the provider told, or -1
	 * @return seconds since 1970
	 */
	public long createdOr(long told) {
		return (told >= 0) ? told : this.created;
	}

}
