package dev.sluice.resolve;

import java.util.List;

/**
 * What a model name, or whatever stands in its place, leads to.
 *
 * @param source what decided
 * @param name the rule, alias, provider or address that decided
 * @param candidates where it leads, preferred first
 */
record Selection(Source source, String name, List<Candidate> candidates) {

	/** What can decide. */
	enum Source {

		/** The call itself, by parameter, header or field. */
		PIN,
		/** The part of the model name before its first slash. */
		PREFIX,
		/** An alias. */
		ALIAS,
		/** A pattern rule. */
		RULE,
		/** The address of the route. */
		ROUTE

	}

	/** Whether the call named the provider itself. */
	boolean explicit() {
		return this.source == Source.PIN || this.source == Source.PREFIX;
	}

	/** The name that records and errors give to what decided. */
	String rule() {
		return switch (this.source) {
			case PIN -> "pinned provider";
			case PREFIX -> "provider prefix";
			case ALIAS -> "alias " + this.name;
			case RULE, ROUTE -> this.name;
		};
	}

}
