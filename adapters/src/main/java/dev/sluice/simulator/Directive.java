package dev.sluice.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One word of a script, with the check of its value.
 */
enum Directive {

	/** How many tokens a prose answer has. */
	TOKENS(Part.SHAPE, Directive::tokenCount, "a count from 1 to 100000"),
	/** What the answer says, percent-encoded. */
	TEXT(Part.SHAPE, (value) -> !value.isEmpty(), "percent-encoded text"),
	/** How many of the offered tools are called. */
	TOOLS(Part.SHAPE, Directive::count, "a count"),
	/** Wait before the first token. */
	FIRST(Part.SHAPE, Directive::duration, "a duration such as 300ms or 2s"),
	/** Tokens a second. */
	RATE(Part.SHAPE, Directive::rate, "tokens a second from 0 to 1000000"),
	/** Size of each piece of the body. */
	CHUNK(Part.SHAPE, Directive::positive, "a count of bytes from 1"),
	/** How often a job has to be asked for before it is done. */
	POLLS(Part.SHAPE, Directive::count, "a count"),
	/** Cuts characters apart. */
	SPLIT_UTF8(Part.SHAPE, String::isEmpty, "no value"),

	/** Answers with this status. */
	STATUS(Part.FAULT, Directive::status, "a status from 300 to 599"),
	/** Closes with a reset before anything is sent. */
	RESET(Part.FAULT, String::isEmpty, "no value"),
	/** Sends nothing at all. */
	HANG(Part.FAULT, String::isEmpty, "no value"),
	/** Sends the head and nothing more. */
	HANG_BODY(Part.FAULT, String::isEmpty, "no value"),
	/** Falls silent after some events. */
	STALL(Part.FAULT, Directive::count, "a count of events"),
	/** Sends a byte at a time and completes no event. */
	DRIP(Part.FAULT, (value) -> value.isEmpty() || duration(value), "nothing or the time between bytes"),
	/** Closes the connection after some events. */
	CUT(Part.FAULT, Directive::count, "a count of events"),
	/** Resets the connection after some events. */
	CUT_RST(Part.FAULT, Directive::count, "a count of events"),
	/** Says 200, then an error and nothing else. */
	ERROR200(Part.FAULT, String::isEmpty, "no value"),
	/** Says an error after some events. */
	ERROR_AFTER(Part.FAULT, Directive::count, "a count of events"),
	/** Says nonsense after some events. */
	GARBAGE(Part.FAULT, (value) -> value.isEmpty() || count(value), "nothing or a count of events"),
	/** Promises more bytes than it sends. */
	TRUNCATE(Part.FAULT, String::isEmpty, "no value"),

	/** Sent along with a status. */
	RETRY_AFTER(Part.FAULT_DETAIL, (value) -> !value.isEmpty(), "seconds, or date:SECONDS, or any text"),
	/** Delays the head. */
	SLOW_HEADERS(Part.FAULT_DETAIL, Directive::duration, "a duration such as 300ms or 2s"),
	/** Makes the first token this long. */
	GIANT(Part.FAULT_DETAIL, Directive::giant, "a count of bytes from 1 to 268435456"),
	/** Tells wrong numbers. */
	USAGE(Part.FAULT_DETAIL, (value) -> value.matches("negative|huge|missing"), "negative, huge or missing"),

	/** How often the fault happens. */
	TIMES(Part.COUNTING, Directive::positive, "a count from 1"),
	/** What is counted together. */
	ID(Part.COUNTING, (value) -> !value.isEmpty(), "a name");

	static final int MAX_TOKENS = 100_000;

	private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

	private final Part part;

	private final Predicate<String> check;

	private final String expected;

	Directive(Part part, Predicate<String> check, String expected) {
		this.part = part;
		this.check = check;
		this.expected = expected;
	}

	String word() {
		return this.word;
	}

	boolean main() {
		return this.part == Part.FAULT;
	}

	boolean faulty() {
		return this.part == Part.FAULT || this.part == Part.FAULT_DETAIL;
	}

	void check(String value) {
		if (!this.check.test(value)) {
			throw new IllegalArgumentException(
					"Script directive '" + this.word + "' wants " + this.expected + ", got '" + value + "'.");
		}
	}

	static Directive of(String word) {
		for (Directive directive : values()) {
			if (directive.word.equals(word)) {
				return directive;
			}
		}
		throw new IllegalArgumentException("Unknown script directive '" + word + "'. Known: " + words() + ".");
	}

	private static String words() {
		return Arrays.stream(values()).map(Directive::word).collect(Collectors.joining(", "));
	}

	private static boolean count(String value) {
		return value.matches("[0-9]{1,9}");
	}

	private static boolean positive(String value) {
		return count(value) && Integer.parseInt(value) > 0;
	}

	private static boolean tokenCount(String value) {
		return positive(value) && Integer.parseInt(value) <= MAX_TOKENS;
	}

	private static boolean giant(String value) {
		return positive(value) && Integer.parseInt(value) <= 256 * 1024 * 1024;
	}

	private static boolean status(String value) {
		return value.matches("[3-5][0-9]{2}");
	}

	private static boolean rate(String value) {
		return value.matches("[0-9]{1,7}(\\.[0-9]{1,6})?") && Double.parseDouble(value) <= 1_000_000;
	}

	private static boolean duration(String value) {
		return value.matches("[0-9]{1,9}(ms|s)?");
	}

	/** What a directive is about. */
	private enum Part {

		/** The healthy answer. */
		SHAPE,
		/** What goes wrong; one at most. */
		FAULT,
		/** Something wrong that may come along with others. */
		FAULT_DETAIL,
		/** How often. */
		COUNTING

	}

}
