package dev.sluice.chat.responses;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.StreamEncoder;
import dev.sluice.chat.json.JsonWriter;

/**
 * Writes the events of a stream. At most one message or reasoning item is open; calls
 * stay open beside it, because their pieces may interleave. Keeps the whole answer, which
 * the last event repeats.
 */
final class EventEncoder implements StreamEncoder {

	private static final long LONGEST = 32L * 1024 * 1024;

	private final AnswerFrame frame;

	private final Events events = new Events();

	private final List<Item> items = new ArrayList<>();

	private final Map<Integer, CallItem> calls = new HashMap<>();

	private @Nullable MessageItem message;

	private @Nullable ReasoningItem reasoning;

	private ResponseObject object;

	private Usage usage = Usage.UNKNOWN;

	private Finish finish = Finish.of(FinishReason.STOP);

	private long length;

	private boolean refused;

	EventEncoder(AnswerFrame frame) {
		this.frame = frame;
		this.object = new ResponseObject(frame, null, null, -1, Extras.NONE);
	}

	@Override
	public void encode(ChatEvent event, JsonWriter out) {
		this.events.to(out);
		if (event instanceof ChatEvent.TextDelta text) {
			if (first(text.choice(), text.text())) {
				message().say(this.events, text.text(), false);
			}
		}
		else if (event instanceof ChatEvent.ToolArguments more) {
			CallItem call = this.calls.get(more.tool());
			if (first(more.choice(), more.fragment()) && call != null && !call.closed()) {
				call.argue(this.events, more.fragment());
			}
		}
		else if (event instanceof ChatEvent.ThinkingDelta thinking) {
			if (first(thinking.choice(), thinking.text())) {
				reasoning().think(this.events, thinking.text());
			}
		}
		else if (!rare(event)) {
			ending(event);
		}
	}

	// This dialect has one answer a call. All of it is kept, so it has a limit.
	private boolean first(int choice, String piece) {
		this.length += piece.length();
		if (this.length > LONGEST) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider's answer is longer than " + LONGEST + " characters.");
		}
		return choice == 0;
	}

	private boolean rare(ChatEvent event) {
		if (event instanceof ChatEvent.Started started) {
			this.object = new ResponseObject(this.frame, started.id(), started.model(), started.created(), Extras.NONE);
			lifecycle("response.created", "in_progress", null);
			lifecycle("response.in_progress", "in_progress", null);
		}
		else if (event instanceof ChatEvent.ToolStarted started) {
			if (started.choice() == 0) {
				closeSpeech("completed");
				CallItem call = add(new CallItem(this.items.size(), id(started.custom() ? "ctc_" : "fc_"), started));
				this.calls.put(started.tool(), call);
			}
		}
		else if (event instanceof ChatEvent.RefusalDelta refusal) {
			if (first(refusal.choice(), refusal.text())) {
				this.refused = true;
				message().say(this.events, refusal.text(), true);
			}
		}
		else if (event instanceof ChatEvent.ThinkingSigned signed) {
			if (signed.choice() == 0) {
				reasoning().seal(signed.signature(), false);
				closeSpeech("completed");
			}
		}
		else {
			return blocks(event);
		}
		return true;
	}

	private boolean blocks(ChatEvent event) {
		if (event instanceof ChatEvent.BlockEnded ended) {
			if (ended.choice() == 0) {
				ended(ended.tool());
			}
		}
		else if (event instanceof ChatEvent.WholeBlock whole) {
			if (whole.choice() == 0) {
				whole(whole.block());
			}
		}
		else if (event instanceof ChatEvent.Logprobs logprobs) {
			if (logprobs.choice() == 0 && this.message != null) {
				this.message.logprobs(logprobs.logprobs());
			}
		}
		else {
			return false;
		}
		return true;
	}

	private void ending(ChatEvent event) {
		if (event instanceof ChatEvent.Finished finished) {
			if (finished.choice() == 0) {
				finished(finished.finish());
			}
		}
		else if (event instanceof ChatEvent.UsageTold told) {
			this.usage = told.usage();
		}
		else if (event instanceof ChatEvent.Failed failed) {
			failed(failed.failure());
		}
		else if (event instanceof ChatEvent.Ended) {
			closeAll("completed");
			boolean whole = ResponseObject.incomplete(this.finish) == null;
			lifecycle(whole ? "response.completed" : "response.incomplete", whole ? "completed" : "incomplete", null);
		}
	}

	private void finished(Finish finish) {
		this.finish = finish;
		String why = finish.explanation();
		if (why != null && !this.refused && finish.reason() == FinishReason.CONTENT_FILTER) {
			message().say(this.events, why, true);
		}
		closeAll((ResponseObject.incomplete(finish) != null) ? "incomplete" : "completed");
	}

	private void closeAll(String status) {
		this.items.forEach((item) -> item.close(this.events, status));
		this.message = null;
		this.reasoning = null;
	}

	// Some clients read only the one event, some only the other.
	private void failed(GatewayException failure) {
		JsonWriter out = this.events.begin("error").member("code", ResponseObject.code(failure));
		out.member("message", failure.clientMessage()).member("param", failure.param());
		this.events.end();
		lifecycle("response.failed", "failed", failure);
	}

	private void lifecycle(String type, String status, @Nullable GatewayException failure) {
		JsonWriter out = this.events.begin(type).name("response");
		boolean ended = status.equals("incomplete");
		this.object.begin(out, status, ended ? ResponseObject.incomplete(this.finish) : null, failure);
		out.array("output");
		this.items.forEach((item) -> item.finalWrite(out));
		out.endArray();
		this.object.end(out, this.usage);
		this.events.end();
	}

	private String id(String prefix) {
		return prefix + this.frame.requestId() + "_" + this.items.size();
	}

	private <T extends Item> T add(T item) {
		this.items.add(item);
		item.open(this.events);
		return item;
	}

	private MessageItem message() {
		MessageItem open = this.message;
		if (open == null) {
			closeSpeech("completed");
			open = add(new MessageItem(this.items.size(), id("msg_")));
			this.message = open;
		}
		return open;
	}

	private ReasoningItem reasoning() {
		ReasoningItem open = this.reasoning;
		if (open == null) {
			closeSpeech("completed");
			open = add(new ReasoningItem(this.items.size(), id("rs_")));
			this.reasoning = open;
		}
		return open;
	}

	private void closeSpeech(String status) {
		if (this.message != null) {
			this.message.close(this.events, status);
			this.message = null;
		}
		if (this.reasoning != null) {
			this.reasoning.close(this.events, status);
			this.reasoning = null;
		}
	}

	private void ended(int tool) {
		CallItem call = this.calls.get(tool);
		if (call != null) {
			call.close(this.events, "completed");
		}
		else if (tool < 0 && this.message != null) {
			// The next text is another part of the same message.
			this.message.closeParts(this.events);
		}
		else if (tool < 0) {
			closeSpeech("completed");
		}
	}

	private void whole(ContentBlock block) {
		if (block instanceof ContentBlock.RedactedThinking redacted) {
			closeSpeech("completed");
			reasoning().seal(redacted.data(), true);
			closeSpeech("completed");
		}
		else if (WholeItem.expresses(block)) {
			closeSpeech("completed");
			add(new WholeItem(this.items.size(), id("ig_"), block)).close(this.events, "completed");
		}
	}

}
