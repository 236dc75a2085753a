package dev.sluice.chat.responses;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.wire.answer.EventBytes;

/** Reads the events of a stream. */
final class EventDecoder implements StreamDecoder {

	private final EventBytes event = new EventBytes();

	private final JsonReader json = new JsonReader(ErrorKind.UPSTREAM_BAD_ANSWER);

	private final Map<Integer, DecodedItem> items = new HashMap<>();

	private int calls;

	private boolean started;

	private boolean over;

	@Override
	public void decode(ByteBuf buffer, Consumer<ChatEvent> out) {
		this.event.load(buffer);
		this.event.readSse();
		this.event.trim(false);
		if (this.event.isEmpty() || this.event.isDone() || this.over) {
			return;
		}
		EventFacts facts = new EventFacts();
		try (JsonReader in = this.json.open(this.event.bytes(), this.event.from(), this.event.length())) {
			if (!in.start().isObject()) {
				return;
			}
			facts.read(in);
		}
		take(facts, out);
	}

	private void take(EventFacts facts, Consumer<ChatEvent> out) {
		switch (facts.type()) {
			case "response.output_text.delta" -> item(facts, out).text(facts.delta(), facts.logprobs());
			case "response.function_call_arguments.delta", "response.custom_tool_call_input.delta" ->
				item(facts, out).argue(facts.delta());
			case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
				item(facts, out).think(facts.delta(), facts.type().contains("summary"), facts.part());
			case "response.refusal.delta" -> item(facts, out).refuse(facts.delta());
			case "response.output_item.added" -> added(facts, item(facts, out));
			case "response.output_item.done" -> done(facts, item(facts, out));
			case "response.created", "response.queued", "response.in_progress" -> start(facts.response(), out);
			case "response.completed", "response.incomplete", "response.failed" -> ended(facts, out);
			case "error" -> fail(facts.failure(), out);
			default -> {
				// Progress of hosted tools, and the ends of parts whose pieces were told.
			}
		}
	}

	private DecodedItem item(EventFacts facts, Consumer<ChatEvent> out) {
		start(null, out);
		DecodedItem item = this.items.computeIfAbsent(facts.outputIndex(), (key) -> new DecodedItem());
		item.to(out);
		return item;
	}

	private void start(@Nullable ResponseFacts response, Consumer<ChatEvent> out) {
		if (!this.started) {
			this.started = true;
			out.accept((response != null) ? new ChatEvent.Started(response.id(), response.model(), response.created())
					: new ChatEvent.Started(null, null, -1));
		}
	}

	private void added(EventFacts facts, DecodedItem item) {
		ItemReader told = facts.item();
		if (told != null && (told.type().equals("custom_tool_call") || told.type().equals("function_call"))) {
			begin(item, told);
		}
	}

	private ContentBlock.ToolUse begin(DecodedItem item, ItemReader told) {
		ContentBlock.ToolUse use = (ContentBlock.ToolUse) told.call(told.type().equals("custom_tool_call"));
		if (!item.isCall()) {
			item.call(this.calls++, use);
		}
		return use;
	}

	private void done(EventFacts facts, DecodedItem item) {
		ItemReader told = facts.item();
		if (told == null) {
			return;
		}
		switch (told.type()) {
			case "function_call", "custom_tool_call" -> item.called(begin(item, told).arguments());
			case "message" -> item.said(told.content());
			case "reasoning" -> item.thought(AnswerReader.answered(told.reasoning()));
			default -> item.whole(AnswerReader.hosted(told));
		}
	}

	private void ended(EventFacts facts, Consumer<ChatEvent> out) {
		ResponseFacts response = facts.response();
		start(response, out);
		if (response != null && response.usage() != Usage.UNKNOWN) {
			out.accept(new ChatEvent.UsageTold(response.usage()));
		}
		if (response == null || response.failed() || facts.type().equals("response.failed")) {
			fail((response != null) ? response.failure() : facts.failure(), out);
			return;
		}
		this.over = true;
		out.accept(new ChatEvent.Finished(0, response.finish(this.calls > 0)));
		out.accept(new ChatEvent.Ended());
	}

	private void fail(GatewayException failure, Consumer<ChatEvent> out) {
		this.over = true;
		out.accept(new ChatEvent.Failed(failure));
	}

	@Override
	public void end(Consumer<ChatEvent> out) {
		if (!this.over) {
			fail(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
					"The provider's stream ended before its answer was complete."), out);
		}
	}

}
