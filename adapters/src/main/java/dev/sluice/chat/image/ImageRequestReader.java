package dev.sluice.chat.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Source;
import dev.sluice.chat.json.JsonReader;

/** Reads a request for pictures. Used once. */
final class ImageRequestReader {

	/** What only tells how OpenAI serves the call. */
	private static final Set<String> QUIET = Set.of("user", "moderation", "partial_images");

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras;

	private final List<Source> inputs = new ArrayList<>();

	private @Nullable String prompt;

	private @Nullable String model;

	private @Nullable Long count;

	private @Nullable String size;

	private @Nullable String format;

	private @Nullable String delivery;

	ImageRequestReader(JsonReader in, Envelope envelope, Dialect dialect) {
		this.in = in;
		this.envelope = envelope;
		this.model = envelope.model();
		this.extras = new Extras.Gatherer(dialect);
	}

	ImageRequest read() {
		boolean object = this.in.start().isObject();
		for (String name = object ? this.in.nextName() : null; name != null; name = this.in.nextName()) {
			if (this.in.isNull() || this.envelope.isCut(this.in.position())) {
				this.in.skip();
			}
			else {
				member(name);
			}
		}
		if (this.prompt == null) {
			throw this.in.wrong("prompt", "Field 'prompt' must say what to show.");
		}
		return new ImageRequest((this.model != null) ? this.model : "", this.prompt, List.copyOf(this.inputs),
				this.count, this.size, this.format, this.delivery, this.extras.gathered());
	}

	private void member(String name) {
		switch (name) {
			case "model" -> this.model = this.in.text(name);
			case "prompt" -> this.prompt = this.in.text(name);
			case "image", "images" -> inputs(name);
			case "n" -> this.count = this.in.integer(name);
			case "size" -> this.size = this.in.string(name);
			case "output_format" -> this.format = this.in.string(name);
			case "response_format" -> this.delivery = this.in.string(name);
			case "stream" -> stream();
			case "mask" -> this.extras.keep(name, this.in.raw(), Loss.REFUSED);
			default -> this.extras.keep(name, this.in.raw(), QUIET.contains(name) ? Loss.QUIET : Loss.NAMED);
		}
	}

	private void stream() {
		if (Boolean.TRUE.equals(this.in.bool("stream"))) {
			throw this.in.wrong("stream",
					"The chosen model's provider does not stream pictures. Leave 'stream' out, or choose another model.");
		}
	}

	private void inputs(String name) {
		if (!this.in.isArray()) {
			input(name);
			return;
		}
		while (this.in.nextElement()) {
			input(name);
		}
	}

	private void input(String name) {
		if (!this.in.isObject()) {
			this.inputs.add(Source.ofUrl(this.in.text(name)));
			return;
		}
		for (String member = this.in.nextName(); member != null; member = this.in.nextName()) {
			if (!member.equals("image_url")) {
				throw this.in.wrong(name,
						"Pictures that were uploaded to OpenAI are not known to the chosen model's provider. Send 'image_url'.");
			}
			this.inputs.add(Source.ofUrl(this.in.text(member)));
		}
	}

}
