package dev.sluice.resolve;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;

/** The model that a call names, and whether it must name one. */
final class CallModel {

	private static final int LONGEST = 512;

	private final Refusals refusals;

	CallModel(Refusals refusals) {
		this.refusals = refusals;
	}

	@Nullable String of(ClientCall call) {
		String model = call.envelope().model();
		if (model == null || model.isBlank()) {
			return null;
		}
		if (model.length() > LONGEST) {
			throw this.refusals.unusableModel("is longer than " + LONGEST + " characters. Name a model.");
		}
		if (model.endsWith("/")) {
			throw this.refusals.unusableModel("ends with a slash. Name a model behind it.");
		}
		return model;
	}

	/** Refuses a call without a model where its dialect demands one. */
	@Nullable String required(ClientCall call, @Nullable String model) {
		Dialect dialect = call.dialect();
		boolean optional = dialect == Dialect.OPENAI_IMAGES || dialect == Dialect.OPENAI_IMAGE_EDITS
				|| dialect == Dialect.OPENAI_MODERATIONS;
		if (model == null && !optional) {
			throw this.refusals.noModel(dialect);
		}
		return model;
	}

}
