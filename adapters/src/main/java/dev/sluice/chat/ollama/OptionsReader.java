package dev.sluice.chat.ollama;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.Sampling;
import dev.sluice.chat.json.JsonReader;

/** Reads the options of a request. */
final class OptionsReader {

	static final String WHERE = "options.";

	/** What tunes the server, not the answer. */
	private static final Set<String> SERVING = Set.of("num_ctx", "num_batch", "num_gpu", "main_gpu", "num_thread",
			"num_keep", "use_mmap", "use_mlock", "numa", "low_vram", "vocab_only");

	private final JsonReader in;

	private final Extras.Gatherer extras;

	private long maxTokens = -1;

	private List<String> stop = List.of();

	private @Nullable BigDecimal temperature;

	private @Nullable BigDecimal topP;

	private @Nullable Long topK;

	private @Nullable BigDecimal frequencyPenalty;

	private @Nullable BigDecimal presencePenalty;

	private @Nullable Long seed;

	OptionsReader(JsonReader in, Extras.Gatherer extras) {
		this.in = in;
		this.extras = extras;
	}

	void read() {
		if (!this.in.object("options")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (!this.in.isNull()) {
				member(name);
			}
		}
	}

	private void member(String name) {
		switch (name) {
			case "num_predict" -> cap();
			case "stop" -> this.stop = this.in.strings(WHERE + name);
			case "temperature" -> this.temperature = this.in.decimal(WHERE + name);
			case "top_p" -> this.topP = this.in.decimal(WHERE + name);
			case "top_k" -> this.topK = this.in.integer(WHERE + name);
			case "frequency_penalty" -> this.frequencyPenalty = this.in.decimal(WHERE + name);
			case "presence_penalty" -> this.presencePenalty = this.in.decimal(WHERE + name);
			case "seed" -> this.seed = this.in.integer(WHERE + name);
			default -> this.extras.keep(WHERE + name, this.in.raw(), SERVING.contains(name) ? Loss.QUIET : Loss.NAMED);
		}
	}

	// Below 0 there is no cap.
	private void cap() {
		Long cap = this.in.integer(WHERE + "num_predict");
		this.maxTokens = (cap != null && cap >= 0) ? cap : -1;
	}

	long maxTokens() {
		return this.maxTokens;
	}

	List<String> stop() {
		return this.stop;
	}

	Sampling sampling() {
		return new Sampling(this.temperature, this.topP, this.topK, this.frequencyPenalty, this.presencePenalty,
				this.seed);
	}

}
