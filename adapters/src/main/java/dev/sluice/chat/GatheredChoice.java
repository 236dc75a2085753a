package dev.sluice.chat;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/** One of the answers that a stream tells, as far as it was told. */
final class GatheredChoice {

	private final int index;

	private final List<GatheredBlock> blocks = new ArrayList<>();

	private final List<GatheredBlock> calls = new ArrayList<>();

	private final List<RawJson> logprobs = new ArrayList<>();

	private Finish finish = Finish.of(FinishReason.OTHER);

	GatheredChoice(int index) {
		this.index = index;
	}

	/**
	 * Takes an event and tells how many characters it brought.
	 */
	int take(ChatEvent event) {
		if (event instanceof ChatEvent.TextDelta delta) {
			return add(GatheredBlock.Kind.TEXT, delta.text());
		}
		if (event instanceof ChatEvent.ThinkingDelta delta) {
			return add(GatheredBlock.Kind.THINKING, delta.text());
		}
		if (event instanceof ChatEvent.RefusalDelta delta) {
			return add(GatheredBlock.Kind.REFUSAL, delta.text());
		}
		if (event instanceof ChatEvent.ToolArguments more) {
			return this.calls.get(more.tool()).add(more.fragment());
		}
		rare(event);
		return 0;
	}

	private int add(GatheredBlock.Kind kind, String piece) {
		return open(kind).add(piece);
	}

	private GatheredBlock open(GatheredBlock.Kind kind) {
		GatheredBlock last = this.blocks.isEmpty() ? null : this.blocks.get(this.blocks.size() - 1);
		if (last != null && last.goesOnWith(kind)) {
			return last;
		}
		GatheredBlock next = new GatheredBlock(kind);
		this.blocks.add(next);
		return next;
	}

	private void rare(ChatEvent event) {
		if (event instanceof ChatEvent.ThinkingSigned signed) {
			open(GatheredBlock.Kind.THINKING).sign(signed.signature());
		}
		else if (event instanceof ChatEvent.ToolStarted started) {
			GatheredBlock call = new GatheredBlock(started);
			this.calls.add(call);
			this.blocks.add(call);
		}
		else if (event instanceof ChatEvent.WholeBlock whole) {
			this.blocks.add(new GatheredBlock(whole.block()));
		}
		else if (event instanceof ChatEvent.BlockEnded ended && ended.tool() < 0 && !this.blocks.isEmpty()) {
			this.blocks.get(this.blocks.size() - 1).end();
		}
		else if (event instanceof ChatEvent.Logprobs told) {
			this.logprobs.add(told.logprobs());
		}
		else if (event instanceof ChatEvent.Finished finished) {
			this.finish = finished.finish();
		}
	}

	ChatAnswer.Choice choice() {
		List<ContentBlock> content = this.blocks.stream().map(GatheredBlock::block).toList();
		return new ChatAnswer.Choice(this.index, content, this.finish, probabilities(), Extras.NONE);
	}

	private @Nullable RawJson probabilities() {
		if (this.logprobs.size() < 2) {
			return this.logprobs.isEmpty() ? null : this.logprobs.get(0);
		}
		JsonWriter out = new JsonWriter();
		out.object().array("content");
		this.logprobs.forEach((piece) -> tokens(piece, out));
		byte[] all = out.endArray().endObject().toBytes();
		return new RawJson(new String(all, java.nio.charset.StandardCharsets.UTF_8));
	}

	private static void tokens(RawJson piece, JsonWriter out) {
		byte[] bytes = piece.text().getBytes(java.nio.charset.StandardCharsets.UTF_8);
		try (JsonReader in = new JsonReader(bytes, 0, bytes.length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			in.start();
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (name.equals("content") && in.isArray()) {
					while (in.nextElement()) {
						out.value(in.raw());
					}
				}
				else {
					in.skip();
				}
			}
		}
	}

}
