package dev.sluice.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.RawJson;

/**
 * Tool calls of a stream whose arguments still come in pieces, for dialects that want
 * them whole.
 */
public final class PendingCalls {

	private static final int LONGEST = 16 << 20;

	private final List<Call> calls = new ArrayList<>(1);

	/**
	 * A call begins.
	 * @param started the call
	 */
	public void start(ChatEvent.ToolStarted started) {
		this.calls.add(new Call(started));
	}

	/**
	 * More of its arguments.
	 * @param more the piece
	 * @throws GatewayException of kind {@code UPSTREAM_BAD_ANSWER} when they are too long
	 */
	public void more(ChatEvent.ToolArguments more) {
		for (Call call : this.calls) {
			if (call.is(more.choice(), more.tool())) {
				call.add(more.fragment());
				return;
			}
		}
	}

	/**
	 * A call is whole.
	 * @param ended its end
	 * @param whole takes it, unless it was taken before
	 */
	public void end(ChatEvent.BlockEnded ended, Consumer<Call> whole) {
		for (int i = 0; i < this.calls.size(); i++) {
			if (this.calls.get(i).is(ended.choice(), ended.tool())) {
				whole.accept(this.calls.remove(i));
				return;
			}
		}
	}

	/**
	 * All calls of an answer are whole.
	 * @param choice the answer
	 * @param whole takes those that were not taken before, in order
	 */
	public void endAll(int choice, Consumer<Call> whole) {
		this.calls.stream().filter((call) -> call.started().choice() == choice).forEach(whole);
		this.calls.removeIf((call) -> call.started().choice() == choice);
	}

	/** One call. */
	public static final class Call {

		private final ChatEvent.ToolStarted started;

		private final StringBuilder arguments = new StringBuilder();

		Call(ChatEvent.ToolStarted started) {
			this.started = started;
		}

		private boolean is(int choice, int tool) {
			return this.started.choice() == choice && this.started.tool() == tool;
		}

		private void add(String fragment) {
			if (this.arguments.length() + fragment.length() > LONGEST) {
				throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
						"The provider's tool call has more arguments than the gateway holds.");
			}
			this.arguments.append(fragment);
		}

		/**
		 * How it began.
		 * @return id and name
		 */
		public ChatEvent.ToolStarted started() {
			return this.started;
		}

		/**
		 * Its arguments.
		 * @return an object
		 */
		public RawJson arguments() {
			return Arguments.ofAnswer(this.arguments.toString(), this.started.custom());
		}

	}

}
