package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.ProviderFailure;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.wire.answer.EventBytes;

/** Reads the chunks of a stream. */
final class ChunkDecoder implements StreamDecoder {

	private final EventBytes event = new EventBytes();

	private final JsonReader json = new JsonReader(ErrorKind.UPSTREAM_BAD_ANSWER);

	private final List<ChatEvent> said = new ArrayList<>();

	private final List<ChoiceDecoder> choices = new ArrayList<>(1);

	private boolean started;

	private boolean over;

	private @Nullable String id;

	private @Nullable String model;

	private long created = -1;

	@Override
	public void decode(ByteBuf buffer, Consumer<ChatEvent> out) {
		this.event.load(buffer);
		this.event.readSse();
		this.event.trim(false);
		if (this.event.isEmpty() || this.over) {
			return;
		}
		if (this.event.isDone()) {
			done(out);
			return;
		}
		try (JsonReader in = this.json.open(this.event.bytes(), this.event.from(), this.event.length())) {
			if (in.start().isObject()) {
				chunk(in);
			}
		}
		tell(out);
	}

	private void tell(Consumer<ChatEvent> out) {
		if (!this.started && !this.said.isEmpty()) {
			start(out);
		}
		for (int i = 0; i < this.said.size() && !this.over; i++) {
			this.over = this.said.get(i) instanceof ChatEvent.Failed;
			out.accept(this.said.get(i));
		}
		this.said.clear();
	}

	private void start(Consumer<ChatEvent> out) {
		this.started = true;
		out.accept(new ChatEvent.Started(this.id, this.model, this.created));
	}

	private void chunk(JsonReader in) {
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			switch (name) {
				case "id" -> this.id = (this.id == null) ? told(in) : skipped(in, this.id);
				case "model" -> this.model = (this.model == null) ? told(in) : skipped(in, this.model);
				case "created" -> this.created = in.count();
				case "choices" -> choices(in);
				case "usage" -> usage(ChatUsage.read(in));
				case "x_groq" -> groq(in);
				case "error" -> error(in);
				default -> in.skip();
			}
		}
	}

	// Azure tells its filter's findings in a chunk whose names are empty.
	private static @Nullable String told(JsonReader in) {
		String text = in.isString() ? in.text("chunk") : "";
		in.skip();
		return text.isEmpty() ? null : text;
	}

	private static String skipped(JsonReader in, String kept) {
		in.skip();
		return kept;
	}

	private void choices(JsonReader in) {
		if (!in.isArray()) {
			in.skip();
			return;
		}
		while (in.nextElement()) {
			if (in.isObject()) {
				choice(in);
			}
		}
	}

	// The index may stand behind the delta, but is nearly always 0.
	private void choice(JsonReader in) {
		ChoiceDecoder choice = null;
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			switch (name) {
				case "index" -> choice = of(in.count());
				case "delta", "message" -> {
					choice = (choice != null) ? choice : of(0);
					choice.delta(in);
				}
				case "logprobs" -> {
					choice = (choice != null) ? choice : of(0);
					choice.logprobs(in);
				}
				case "finish_reason" -> {
					choice = (choice != null) ? choice : of(0);
					choice.finish(in);
				}
				case "usage" -> usage(ChatUsage.read(in));
				default -> in.skip();
			}
		}
		if (choice != null && choice.pending()) {
			choice.finished();
		}
	}

	private ChoiceDecoder of(long index) {
		int number = (int) Math.min(Math.max(index, 0), 127);
		while (this.choices.size() <= number) {
			this.choices.add(new ChoiceDecoder(this.choices.size(), this.said));
		}
		return this.choices.get(number);
	}

	private void usage(Usage usage) {
		if (usage != Usage.UNKNOWN) {
			this.said.add(new ChatEvent.UsageTold(usage));
		}
	}

	private void groq(JsonReader in) {
		if (!in.isObject()) {
			in.skip();
			return;
		}
		for (String name = in.nextName(); name != null; name = in.nextName()) {
			if (name.equals("usage")) {
				usage(ChatUsage.read(in));
			}
			else {
				in.skip();
			}
		}
	}

	private void error(JsonReader in) {
		if (!in.isNull()) {
			this.said.clear();
			this.said.add(new ChatEvent.Failed(ProviderFailure.read(in)));
		}
	}

	private void done(Consumer<ChatEvent> out) {
		if (!this.started) {
			start(out);
		}
		// Some vendors end properly and never say why.
		this.choices.forEach(ChoiceDecoder::done);
		tell(out);
		if (!this.over) {
			this.over = true;
			out.accept(new ChatEvent.Ended());
		}
	}

	@Override
	public void end(Consumer<ChatEvent> out) {
		if (this.over) {
			return;
		}
		this.over = true;
		boolean finished = !this.choices.isEmpty() && this.choices.stream().allMatch(ChoiceDecoder::isFinished);
		out.accept(finished ? new ChatEvent.Ended()
				: new ChatEvent.Failed(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
						"The provider's stream ended before its answer was complete.")));
	}

}
