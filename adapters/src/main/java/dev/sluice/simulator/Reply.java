package dev.sluice.simulator;

import java.util.List;
import java.util.Map;

/**
 * What is said, told alike for all dialects.
 *
 * @param thinking tokens thought before speaking
 * @param text tokens said
 * @param calls tools called
 * @param cut whether the output limit cut the text
 * @param choices how often it is said
 * @param usage what is told about tokens
 */
record Reply(List<String> thinking, List<String> text, List<Call> calls, boolean cut, int choices, Tokens usage) {

	String spoken() {
		return String.join("", this.text);
	}

	String thought() {
		return String.join("", this.thinking);
	}

	/**
	 * How many tokens a listener waits for.
	 */
	int length() {
		return this.thinking.size() + this.text.size()
				+ this.calls.stream().mapToInt((call) -> call.fragments().size()).sum();
	}

	/**
	 * One tool call.
	 *
	 * @param index counts from 0
	 * @param id what the tool's answer refers to, without a dialect's prefix
	 * @param name the tool's name
	 * @param arguments fit the tool's schema
	 * @param fragments the arguments as JSON text, in pieces
	 */
	record Call(int index, String id, String name, Map<String, Object> arguments, List<String> fragments) {

		String json() {
			return String.join("", this.fragments);
		}

	}

	/**
	 * The numbers told at the end.
	 *
	 * @param told whether they are told at all
	 * @param input tokens of the messages
	 * @param output tokens said, thought ones included
	 * @param reasoning tokens thought
	 */
	record Tokens(boolean told, long input, long output, long reasoning) {
	}

}
