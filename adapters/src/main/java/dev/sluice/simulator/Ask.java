package dev.sluice.simulator;

import tools.jackson.databind.JsonNode;

/**
 * One call, read.
 *
 * @param id the call's number
 * @param endpoint what it asks for
 * @param model the model as named by the caller, its script included
 * @param body the JSON body, or the text fields of a form
 * @param framing how the answer is wanted
 * @param epochSeconds when it was read
 */
record Ask(long id, Endpoint endpoint, String model, JsonNode body, Framing framing, long epochSeconds) {

	boolean streamed() {
		return this.framing.streamed();
	}

	/**
	 * An id of the answer, unique in this provider.
	 */
	String answerId(String prefix) {
		return prefix + "sim" + this.id;
	}

}
