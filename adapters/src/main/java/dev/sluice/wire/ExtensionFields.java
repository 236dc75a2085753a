package dev.sluice.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

import dev.sluice.call.Extensions;

/** Sluice's own fields of one request, as they are met. */
final class ExtensionFields {

	private final JsonValues values;

	private @Nullable String provider;

	private @Nullable String providerPreference;

	private @Nullable String costOptimization;

	private @Nullable Boolean taskDecomposition;

	private @Nullable Boolean parallelExecution;

	private boolean cacheBypass;

	ExtensionFields(JsonValues values) {
		this.values = values;
	}

	/**
	 * Whether a member called like a field of ours is none: OpenRouter's {@code provider}
	 * is an object.
	 */
	static boolean isForeign(EnvelopeField field, @Nullable JsonToken token) {
		return field == EnvelopeField.PROVIDER && token == JsonToken.START_OBJECT;
	}

	void read(EnvelopeField field, String name) {
		switch (field) {
			case PROVIDER -> this.provider = this.values.string(name);
			case PROVIDER_PREFERENCE -> this.providerPreference = this.values.strings(name);
			case COST_OPTIMIZATION -> this.costOptimization = this.values.string(name);
			case TASK_DECOMPOSITION -> this.taskDecomposition = this.values.bool(name);
			case PARALLEL_EXECUTION -> this.parallelExecution = this.values.bool(name);
			default -> this.cacheBypass = Boolean.TRUE.equals(this.values.bool(name));
		}
	}

	Extensions read() {
		return new Extensions(this.provider, this.providerPreference, this.costOptimization, this.taskDecomposition,
				this.parallelExecution, this.cacheBypass);
	}

}
