package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * Finds who answers which call.
 */
final class Answers {

	private Answers() {
	}

	static Said to(Ask ask, Script script, SimulatorOptions options) {
		if (script.fault() == Directive.STATUS) {
			int status = script.count(Directive.STATUS, 500);
			return new Said(
					Errors.answer(ask.endpoint().family(), status,
							"The simulated provider answers " + status + " as its script says.", retryAfter(script)),
					0);
		}
		return switch (ask.endpoint()) {
			case CHAT -> conversation(new OpenAiChatAnswers(), ask, script, options);
			case COMPLETIONS -> conversation(new OpenAiCompletionAnswers(), ask, script, options);
			case RESPONSES -> conversation(new ResponsesAnswers(), ask, script, options);
			case MESSAGES -> conversation(new AnthropicAnswers(), ask, script, options);
			case GENERATE_CONTENT, STREAM_GENERATE_CONTENT -> MediaAnswers.wantsPicture(ask)
					? whole(ask, MediaAnswers.picture(ask)) : conversation(new GeminiAnswers(), ask, script, options);
			case OLLAMA_CHAT, OLLAMA_GENERATE -> conversation(new OllamaAnswers(), ask, script, options);
			case COUNT_MESSAGE_TOKENS ->
				whole(ask, Json.object("input_tokens", new AnthropicAnswers().facts(ask).inputTokens()));
			case COUNT_RESPONSE_TOKENS -> whole(ask, Json.object("object", "response.input_tokens", "input_tokens",
					new ResponsesAnswers().facts(ask).inputTokens()));
			case COUNT_CONTENT_TOKENS ->
				whole(ask, Json.object("totalTokens", new GeminiAnswers().facts(ask).inputTokens()));
			case EMBEDDINGS -> whole(ask, EmbeddingAnswers.openAi(ask, script));
			case EMBED_CONTENT -> whole(ask, EmbeddingAnswers.gemini(ask));
			case BATCH_EMBED_CONTENTS -> whole(ask, EmbeddingAnswers.geminiBatch(ask));
			case OLLAMA_EMBED -> whole(ask, EmbeddingAnswers.ollama(ask));
			case SPEECH -> bytes(ask, MediaAnswers.speechType(ask), MediaAnswers.speech());
			case TRANSCRIPTIONS, TRANSLATIONS -> transcription(ask);
			case IMAGES, IMAGE_EDITS -> whole(ask, MediaAnswers.images(ask));
			case PREDICTIONS -> created(ask, PredictionAnswers.submitted(ask, script));
			case PREDICTION, CANCEL_PREDICTION -> whole(ask, PredictionAnswers.asked(ask));
			case MODERATIONS -> whole(ask, JudgingAnswers.moderation(ask));
			case MISTRAL_MODERATIONS -> whole(ask, JudgingAnswers.mistralModeration(ask));
			case VOYAGE_RERANK -> whole(ask, JudgingAnswers.voyageRerank(ask));
			case TEI_RERANK -> bytes(ask, "application/json", Json.bytes(JudgingAnswers.teiRerank(ask)));
			case RERANK -> whole(ask, JudgingAnswers.rerank(ask));
			case MODELS, ANTHROPIC_MODELS, GEMINI_MODELS, OLLAMA_TAGS, OLLAMA_VERSION ->
				whole(ask, ModelLists.all(ask));
			case MODEL, ANTHROPIC_MODEL, GEMINI_MODEL -> whole(ask, ModelLists.one(ask));
			case HELLO -> bytes(ask, "text/plain", new byte[0]);
			case UNKNOWN -> throw new RefusedException(404, "The simulated provider does not know this path.");
		};
	}

	private static Said conversation(ConversationAnswers dialect, Ask ask, Script script, SimulatorOptions options) {
		Reply reply = Composer.reply(ask.id(), dialect.facts(ask), script, options);
		return ask.streamed() ? new Said(dialect.streamed(ask, reply), reply.length())
				: new Said(Answer.whole(Json.bytes(dialect.whole(ask, reply)), failure(ask)), reply.length());
	}

	private static Said transcription(Ask ask) {
		return bytes(ask, MediaAnswers.transcriptionType(ask),
				MediaAnswers.transcription(ask).getBytes(StandardCharsets.UTF_8));
	}

	private static Said whole(Ask ask, Map<String, Object> body) {
		return new Said(Answer.whole(Json.bytes(body), failure(ask)), 0);
	}

	private static Said created(Ask ask, Map<String, Object> body) {
		Answer answer = Answer.whole(Json.bytes(body), failure(ask));
		return new Said(new Answer(201, answer.contentType(), answer.headers(), answer.framing(), answer.events(),
				answer.failure()), 0);
	}

	private static Said bytes(Ask ask, String contentType, byte[] body) {
		return new Said(Answer.bytes(contentType, body, failure(ask)), 0);
	}

	private static Answer.Event failure(Ask ask) {
		return new Answer.Event(false, () -> Json.bytes(ConversationAnswers.failure(ask.endpoint().family())));
	}

	private static Map<String, String> retryAfter(Script script) {
		String told = script.text(Directive.RETRY_AFTER, "");
		if (!told.matches("date:[0-9]{1,6}")) {
			return told.isEmpty() ? Map.of() : Map.of("retry-after", told);
		}
		ZonedDateTime moment = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(Long.parseLong(told.substring(5)));
		return Map.of("retry-after", DateTimeFormatter.RFC_1123_DATE_TIME.format(moment));
	}

}
