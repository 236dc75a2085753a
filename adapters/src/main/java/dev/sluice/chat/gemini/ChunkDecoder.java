package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.CallHistory;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.Finish;
import dev.sluice.chat.ProviderFailure;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.wire.answer.EventBytes;

/**
 * Reads the chunks of a stream, as SSE or as elements of one list. There is no end mark,
 * and servers may tell a finish reason on every chunk: answers end when the stream does.
 */
final class ChunkDecoder implements StreamDecoder {

	private final EventBytes event = new EventBytes();

	private final JsonReader json = new JsonReader(ErrorKind.UPSTREAM_BAD_ANSWER);

	private final List<ChatEvent> said = new ArrayList<>();

	private final CallHistory calls = CallHistory.ofAnswer();

	private final List<CandidateDecoder> candidates = new ArrayList<>(1);

	private boolean started;

	private boolean over;

	private @Nullable String id;

	private @Nullable String model;

	@Override
	public void decode(ByteBuf buffer, Consumer<ChatEvent> out) {
		load(buffer);
		if (this.over || this.event.isEmpty() || this.event.isDone() || this.event.bytes()[this.event.from()] == ']') {
			return;
		}
		try (JsonReader in = this.json.open(this.event.bytes(), this.event.from(), this.event.length())) {
			if (in.start().isObject()) {
				chunk(in);
			}
		}
		tell(out);
	}

	private void load(ByteBuf buffer) {
		this.event.load(buffer);
		if (!this.event.isElement()) {
			this.event.readSse();
		}
		this.event.trim(true);
	}

	private void chunk(JsonReader in) {
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			switch (Words.camel(name)) {
				case "candidates" -> candidates(in);
				case "usageMetadata" -> {
					Usage usage = TokenUsage.read(in);
					if (usage != Usage.UNKNOWN) {
						this.said.add(new ChatEvent.UsageTold(usage));
					}
				}
				case "modelVersion" -> this.model = (this.model == null) ? text(in) : skipped(in, this.model);
				case "responseId" -> this.id = (this.id == null) ? text(in) : skipped(in, this.id);
				case "promptFeedback" -> feedback(in);
				case "error" -> error(in);
				default -> in.skip();
			}
		}
	}

	private static @Nullable String text(JsonReader in) {
		String text = in.isString() ? in.text("chunk") : null;
		in.skip();
		return text;
	}

	private static String skipped(JsonReader in, String kept) {
		in.skip();
		return kept;
	}

	private void candidates(JsonReader in) {
		if (!in.isArray()) {
			in.skip();
			return;
		}
		int position = 0;
		while (in.nextElement()) {
			if (in.isObject()) {
				Candidate candidate = new Candidate(in, this.calls, position++).read();
				of(candidate.index()).take(candidate);
			}
		}
	}

	private CandidateDecoder of(int index) {
		while (this.candidates.size() <= index) {
			this.candidates.add(new CandidateDecoder(this.candidates.size(), this.said));
		}
		return this.candidates.get(index);
	}

	private void feedback(JsonReader in) {
		Finish blocked = PromptFeedback.read(in);
		if (blocked != null) {
			of(0).blocked(blocked);
		}
	}

	private void error(JsonReader in) {
		if (!in.isNull()) {
			this.said.clear();
			this.said.add(new ChatEvent.Failed(ProviderFailure.read(in)));
		}
	}

	private void tell(Consumer<ChatEvent> out) {
		if (!this.started && !(this.said.isEmpty() && this.candidates.isEmpty())) {
			this.started = true;
			out.accept(new ChatEvent.Started(this.id, this.model, -1));
		}
		for (int i = 0; i < this.said.size() && !this.over; i++) {
			this.over = this.said.get(i) instanceof ChatEvent.Failed;
			out.accept(this.said.get(i));
		}
		this.said.clear();
	}

	@Override
	public void end(Consumer<ChatEvent> out) {
		if (this.over) {
			return;
		}
		boolean finished = !this.candidates.isEmpty() && this.candidates.stream().allMatch(CandidateDecoder::finished);
		if (finished) {
			this.candidates.forEach(CandidateDecoder::finish);
			this.said.add(new ChatEvent.Ended());
		}
		else {
			this.said.add(new ChatEvent.Failed(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
					"The provider's stream ended before its answer was complete.")));
		}
		tell(out);
		this.over = true;
	}

}
