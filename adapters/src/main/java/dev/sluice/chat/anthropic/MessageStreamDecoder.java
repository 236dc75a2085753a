package dev.sluice.chat.anthropic;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.ProviderFailure;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.wire.answer.EventBytes;

/** Reads the events of a stream. */
final class MessageStreamDecoder implements StreamDecoder {

	private final EventBytes event = new EventBytes();

	private final JsonReader json = new JsonReader(ErrorKind.UPSTREAM_BAD_ANSWER);

	private final MessageUsage usage = new MessageUsage();

	private final Map<Long, BlockDecoder> blocks = new HashMap<>();

	private int tools;

	private boolean started;

	private boolean finished;

	private boolean over;

	@Override
	public void decode(ByteBuf buffer, Consumer<ChatEvent> out) {
		this.event.load(buffer);
		this.event.readSse();
		this.event.trim(false);
		if (this.event.isEmpty() || this.event.isDone() || this.over) {
			return;
		}
		try (JsonReader in = this.json.open(this.event.bytes(), this.event.from(), this.event.length())) {
			if (in.start().isObject()) {
				EventParts parts = new EventParts(this.usage);
				parts.read(in);
				tell(parts, out);
			}
		}
	}

	private void tell(EventParts parts, Consumer<ChatEvent> out) {
		switch (parts.type()) {
			case "content_block_delta" -> delta(parts, out);
			case "content_block_start" -> begin(parts, out);
			case "content_block_stop" -> {
				BlockDecoder block = this.blocks.remove(parts.index());
				if (block != null) {
					block.end(out);
				}
			}
			case "message_start" -> {
				start(parts, out);
				out.accept(new ChatEvent.UsageTold(this.usage.usage()));
			}
			case "message_delta" -> finish(parts, out);
			case "message_stop" -> {
				this.over = true;
				out.accept(new ChatEvent.Ended());
			}
			case "error" -> {
				this.over = true;
				GatewayException failure = parts.failure();
				out.accept(new ChatEvent.Failed((failure != null) ? failure : broken()));
			}
			default -> {
				// Pings, and what later versions may add.
			}
		}
	}

	private void start(EventParts parts, Consumer<ChatEvent> out) {
		if (!this.started) {
			this.started = true;
			out.accept(new ChatEvent.Started(parts.id(), parts.model(), -1));
		}
	}

	private void begin(EventParts parts, Consumer<ChatEvent> out) {
		start(parts, out);
		BlockDecoder block = new BlockDecoder(parts.isCall() ? this.tools++ : -1);
		this.blocks.put(parts.index(), block);
		block.begin(parts, out);
	}

	private void delta(EventParts parts, Consumer<ChatEvent> out) {
		BlockDecoder block = this.blocks.get(parts.index());
		if (block != null) {
			block.delta(parts, out);
		}
	}

	private void finish(EventParts parts, Consumer<ChatEvent> out) {
		start(parts, out);
		String word = parts.stopReason();
		if (word != null && !this.finished) {
			this.finished = true;
			this.blocks.values().forEach((block) -> block.end(out));
			this.blocks.clear();
			FinishReason reason = StopReasons.read(word).given(this.tools > 0);
			out.accept(new ChatEvent.Finished(0, new Finish(reason, parts.stopSequence(), parts.explanation())));
		}
		out.accept(new ChatEvent.UsageTold(this.usage.usage()));
	}

	@Override
	public void end(Consumer<ChatEvent> out) {
		if (!this.over) {
			this.over = true;
			out.accept(this.finished ? new ChatEvent.Ended() : new ChatEvent.Failed(broken()));
		}
	}

	private static GatewayException broken() {
		return new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
				"The provider's stream ended before its answer was complete.");
	}

	/** What one event says, in whatever order its members came. */
	static final class EventParts {

		private final MessageUsage usage;

		private String type = "";

		private long index;

		private @Nullable String id;

		private @Nullable String model;

		private @Nullable String kind;

		private @Nullable String text;

		private @Nullable String name;

		private @Nullable String input;

		private @Nullable String stopReason;

		private @Nullable String stopSequence;

		private @Nullable String explanation;

		private @Nullable GatewayException failure;

		EventParts(MessageUsage usage) {
			this.usage = usage;
		}

		void read(JsonReader in) {
			for (String member = in.nextName(); member != null; member = in.nextName()) {
				switch (member) {
					case "type" -> this.type = in.text(member);
					case "index" -> this.index = in.count();
					case "delta", "content_block", "message" -> {
						if (in.isObject()) {
							inner(in);
						}
					}
					case "usage" -> this.usage.read(in);
					case "error" -> this.failure = ProviderFailure.read(in);
					default -> in.skip();
				}
			}
		}

		private void inner(JsonReader in) {
			for (String member = in.nextName(); member != null; member = in.nextName()) {
				switch (member) {
					case "type" -> this.kind = in.string(member);
					case "text", "thinking", "signature", "partial_json", "data" -> text(member, in);
					case "id" -> this.id = in.string(member);
					case "model" -> this.model = in.string(member);
					case "name" -> this.name = in.string(member);
					case "input" -> this.input = in.raw().text();
					case "stop_reason" -> this.stopReason = in.string(member);
					case "stop_sequence" -> this.stopSequence = in.string(member);
					case "stop_details" -> this.explanation = AnswerReader.explanation(in);
					case "usage" -> this.usage.read(in);
					default -> in.skip();
				}
			}
		}

		// A begin may have text and signature both; the one that is filled counts.
		private void text(String member, JsonReader in) {
			String value = in.string(member);
			if (this.text == null || this.text.isEmpty()) {
				this.text = value;
			}
		}

		String type() {
			return this.type;
		}

		long index() {
			return this.index;
		}

		boolean isCall() {
			return "tool_use".equals(this.kind);
		}

		String kind() {
			return (this.kind != null) ? this.kind : "";
		}

		String text() {
			return (this.text != null) ? this.text : "";
		}

		@Nullable String id() {
			return this.id;
		}

		@Nullable String model() {
			return this.model;
		}

		@Nullable String name() {
			return this.name;
		}

		@Nullable String input() {
			return this.input;
		}

		@Nullable String stopReason() {
			return this.stopReason;
		}

		@Nullable String stopSequence() {
			return this.stopSequence;
		}

		@Nullable String explanation() {
			return this.explanation;
		}

		@Nullable GatewayException failure() {
			return this.failure;
		}

	}

}
