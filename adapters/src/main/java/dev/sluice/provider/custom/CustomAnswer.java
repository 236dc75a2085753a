package dev.sluice.provider.custom;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.wire.answer.ProviderMessage;

/** Reads the parts of an answer, or of one event, from where a description says. */
final class CustomAnswer {

	private final CustomApi api;

	private final CustomApi.Places places;

	private final JsonNode root;

	private CustomAnswer(CustomApi api, CustomApi.Places places, JsonNode root) {
		this.api = api;
		this.places = places;
		this.root = root;
	}

	/**
	 * Reads one.
	 * @throws GatewayException when it tells of a failure
	 */
	static CustomAnswer read(CustomApi api, CustomApi.Places places, byte[] json, int from, int length) {
		CustomAnswer answer = of(api, places, json, from, length);
		if (answer.failure() != null) {
			String message = ProviderMessage.find(json, from, length);
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider reported a failure" + ((message != null) ? ": " + message : "."));
		}
		return answer;
	}

	/** Reads one, whatever it tells of. */
	static CustomAnswer of(CustomApi api, CustomApi.Places places, byte[] json, int from, int length) {
		return new CustomAnswer(api, places, JsonMapper.shared().readTree(json, from, length));
	}

	/** What failed, in a few words; null when nothing did. */
	@Nullable String failure() {
		CustomApi.Job job = this.api.job();
		String status = (job != null) ? status(job) : null;
		if (job != null && status != null && job.failed().contains(status)) {
			return "The job ended as '" + status + "'.";
		}
		return toldError() ? "The answer holds an error." : null;
	}

	private @Nullable String status(CustomApi.Job job) {
		JsonPointer at = job.status();
		return (at != null) ? word(at) : null;
	}

	private boolean toldError() {
		JsonPointer error = this.places.error();
		JsonNode told = (error != null) ? this.root.at(error) : null;
		return told != null && !told.isMissingNode() && !told.isNull() && !told.isEmpty(null)
				&& !(told.isBoolean() && !told.asBoolean()) && !(told.isString() && told.asString().isEmpty());
	}

	ChatAnswer whole() {
		String text = text();
		if (text == null) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider's answer has no text at " + this.places.text() + ", where its description puts it.");
		}
		List<ContentBlock> content = new ArrayList<>(2);
		String thinking = thinking();
		if (thinking != null) {
			content.add(new ContentBlock.Thinking(thinking, null));
		}
		content.add(new ContentBlock.Text(text));
		FinishReason finish = finish();
		return new ChatAnswer(
				null, null, -1, List.of(new ChatAnswer.Choice(0, content,
						Finish.of((finish != null) ? finish : FinishReason.STOP), null, Extras.NONE)),
				usage(), Extras.NONE);
	}

	@Nullable String text() {
		return text(this.places.text());
	}

	@Nullable String thinking() {
		JsonPointer at = this.places.thinking();
		return (at != null) ? text(at) : null;
	}

	@Nullable FinishReason finish() {
		JsonPointer at = this.places.finish();
		String word = (at != null) ? word(at) : null;
		return (word != null) ? this.api.finish(word) : null;
	}

	/** A single value as text; null when there is none. */
	@Nullable String word(JsonPointer at) {
		JsonNode word = this.root.at(at);
		return (word.isValueNode() && !word.isNull()) ? word.asString() : null;
	}

	Usage usage() {
		return Usage.UNKNOWN.with(UsageKind.INPUT, count(this.places.input()))
			.with(UsageKind.OUTPUT, count(this.places.output()));
	}

	boolean flag(JsonPointer at) {
		return this.root.at(at).isBoolean() && this.root.at(at).asBoolean();
	}

	private long count(@Nullable JsonPointer at) {
		JsonNode number = (at != null) ? this.root.at(at) : null;
		return (number != null && number.isIntegralNumber() && number.canConvertToLong()) ? number.asLong() : -1;
	}

	/** A string, or a list of strings that belong together. */
	private @Nullable String text(JsonPointer at) {
		JsonNode node = this.root.at(at);
		if (node.isArray()) {
			StringBuilder text = new StringBuilder();
			node.values().forEach((piece) -> text.append(piece.asString("")));
			return text.toString();
		}
		return node.isString() ? node.asString() : null;
	}

}
