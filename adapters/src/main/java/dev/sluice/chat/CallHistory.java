package dev.sluice.chat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * The tool calls of what is read, for dialects that may leave ids out: gives ids to calls
 * without one, and finds the call that a result belongs to. Results without ids are
 * matched by name, in order.
 */
public final class CallHistory {

	private final boolean answer;

	private final List<Waiting> waiting = new ArrayList<>();

	private int turn = -1;

	private int call;

	private CallHistory(boolean answer) {
		this.answer = answer;
	}

	/**
	 * The calls of a client's conversation, whose ids are the same each time it is sent.
	 * @return without calls
	 */
	public static CallHistory ofRequest() {
		return new CallHistory(false);
	}

	/**
	 * The calls of a provider's answer, whose ids nobody can guess.
	 * @return without calls
	 */
	public static CallHistory ofAnswer() {
		return new CallHistory(true);
	}

	/** The next message begins. */
	public void nextTurn() {
		this.turn++;
		this.call = 0;
	}

	/**
	 * A call was read.
	 * @param name the tool
	 * @param told the id that it came with, or null
	 * @return its id
	 */
	public String called(String name, @Nullable String told) {
		if (this.answer) {
			return (told != null) ? told : AbsentId.minted();
		}
		String id = (told != null) ? told : AbsentId.inHistory(this.turn, this.call, name);
		this.call++;
		this.waiting.add(new Waiting(name, id));
		return id;
	}

	/**
	 * A result was read.
	 * @param name the tool, or null when it was not told
	 * @param told the id of the call, or null when it was not told
	 * @param field the field to blame
	 * @return the id of the call that it belongs to
	 * @throws GatewayException of kind {@code INVALID_REQUEST} when there is none
	 */
	public String answered(@Nullable String name, @Nullable String told, String field) {
		if (told != null && this.waiting.removeIf((call) -> call.id().equals(told))) {
			return told;
		}
		for (Iterator<Waiting> calls = this.waiting.iterator(); calls.hasNext();) {
			Waiting call = calls.next();
			if (name == null || call.name().equals(name)) {
				calls.remove();
				return call.id();
			}
		}
		throw new GatewayException(ErrorKind.INVALID_REQUEST,
				"A tool's result answers no call of a message before it. Send the call too.")
			.param(field);
	}

	private record Waiting(String name, String id) {
	}

}
