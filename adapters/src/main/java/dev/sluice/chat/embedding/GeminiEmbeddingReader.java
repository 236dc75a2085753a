package dev.sluice.chat.embedding;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;

/** Reads a request for one vector or a batch. Used once. */
final class GeminiEmbeddingReader {

	private final JsonReader in;

	private final Envelope envelope;

	private final Extras.Gatherer extras = new Extras.Gatherer(Dialect.GEMINI_EMBED);

	private final List<String> texts = new ArrayList<>();

	private boolean batch;

	private @Nullable Long dimensions;

	GeminiEmbeddingReader(JsonReader in, Envelope envelope) {
		this.in = in;
		this.envelope = envelope;
	}

	void read() {
		if (this.in.start().isObject()) {
			members();
		}
		if (this.texts.isEmpty()) {
			throw this.in.wrong("content", "Field 'content' must hold at least one text.");
		}
	}

	List<String> texts() {
		return List.copyOf(this.texts);
	}

	boolean single() {
		return !this.batch;
	}

	@Nullable Long dimensions() {
		return this.dimensions;
	}

	Extras extras() {
		return this.extras.gathered();
	}

	private void members() {
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (this.in.isNull() || this.envelope.isCut(this.in.position())) {
				this.in.skip();
				continue;
			}
			switch (name) {
				case "requests" -> requests();
				case "content" -> this.texts.add(text());
				case "outputDimensionality", "output_dimensionality" -> dimensions(name);
				case "model" -> this.in.skip();
				default -> other(name);
			}
		}
	}

	private void requests() {
		this.batch = true;
		if (this.in.array("requests")) {
			while (this.in.nextElement()) {
				if (this.in.object("requests")) {
					members();
				}
			}
		}
	}

	private void dimensions(String name) {
		Long told = this.in.integer(name);
		if (this.dimensions != null && !this.dimensions.equals(told)) {
			throw this.in.wrong("outputDimensionality", "All requests of a batch must want vectors of one length.");
		}
		this.dimensions = told;
	}

	// The same for each text of a batch, or the batch cannot cross.
	private void other(String name) {
		var value = this.in.raw();
		var known = this.extras.gathered().get(name);
		if (known == null) {
			this.extras.keep(name, value, Loss.NAMED);
		}
		else if (!known.equals(value)) {
			throw this.in.wrong(name, "All requests of a batch must have the same '" + name + "'.");
		}
	}

	private String text() {
		StringBuilder text = new StringBuilder();
		boolean object = this.in.object("content");
		for (String name = object ? this.in.nextName() : null; name != null; name = this.in.nextName()) {
			if (name.equals("parts") && this.in.array("content.parts")) {
				while (this.in.nextElement()) {
					part(text);
				}
			}
			else {
				this.in.skip();
			}
		}
		return text.toString();
	}

	private void part(StringBuilder text) {
		boolean object = this.in.object("content.parts");
		for (String name = object ? this.in.nextName() : null; name != null; name = this.in.nextName()) {
			if (!name.equals("text")) {
				throw this.in.wrong("content.parts", "Only texts can be embedded by the chosen model's provider.");
			}
			text.append(this.in.text("content.parts.text"));
		}
	}

}
