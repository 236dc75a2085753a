package dev.sluice.simulator;

import java.util.Map;

import dev.sluice.call.DialectFamily;

/**
 * Understands and answers conversations in one dialect.
 */
interface ConversationAnswers {

	/** What a script's error says. */
	String FAILURE = "The simulated provider fails as its script says.";

	/**
	 * What the call says, in terms that all dialects share.
	 */
	Facts facts(Ask ask);

	/**
	 * The reply as one JSON object.
	 */
	Map<String, Object> whole(Ask ask, Reply reply);

	/**
	 * The reply as a stream.
	 */
	Answer streamed(Ask ask, Reply reply);

	/**
	 * An error inside a body, for a status of 500.
	 */
	static Map<String, Object> failure(DialectFamily family) {
		return Errors.body(family, 500, FAILURE);
	}

}
