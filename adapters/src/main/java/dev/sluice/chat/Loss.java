package dev.sluice.chat;

/** What becomes of a field that the target dialect cannot express. */
public enum Loss {

	/** It only tunes how the origin serves the call: left out without a word. */
	QUIET,

	/** It changes the answer: left out and named, refused in strict mode. */
	NAMED,

	/** The answer would be useless without it: always refused. */
	REFUSED

}
