package dev.sluice.provider.custom;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

import dev.sluice.chat.FinishReason;
import dev.sluice.provider.JobPaths;

/**
 * The description of one HTTP API.
 *
 * @param path where whole answers come from
 * @param streamPath where streams come from
 * @param request what is written where, by pointer
 * @param constants fixed values, by pointer
 * @param whole where the parts of a whole answer stand
 * @param event where the parts of a stream's event stand
 * @param finishWords what the API's words for the end mean
 * @param stream how its streams are made, or null when it has none
 * @param job how it is asked again until an answer is ready, or null when every answer is
 */
record CustomApi(String path, String streamPath, Map<JsonPointer, RequestPart> request,
		Map<JsonPointer, Object> constants, Places whole, Places event, Map<String, FinishReason> finishWords,
		@Nullable Stream stream, @Nullable Job job) {

	/** The finish that a word of the API stands for. */
	FinishReason finish(String word) {
		return this.finishWords.getOrDefault(word, FinishReason.OTHER);
	}

	/**
	 * Where the parts of an answer, or of one event, stand.
	 *
	 * @param text what the model says: a string, or a list of strings
	 * @param thinking its thinking, or null
	 * @param finish how it ended, or null
	 * @param input input tokens, or null
	 * @param output output tokens, or null
	 * @param error there only when the call failed, or null
	 */
	record Places(JsonPointer text, @Nullable JsonPointer thinking, @Nullable JsonPointer finish,
			@Nullable JsonPointer input, @Nullable JsonPointer output, @Nullable JsonPointer error) {
	}

	/**
	 * How a stream is made.
	 *
	 * @param sse whether it is made of server-sent events, else of lines of JSON
	 * @param end the data that ends it, or null
	 * @param endFlag true in its last event, or null
	 * @param cumulative whether each event repeats the text before it
	 */
	record Stream(boolean sse, @Nullable String end, @Nullable JsonPointer endFlag, boolean cumulative) {
	}

	/**
	 * How an answer is asked for until it is ready. Without a status and a flag it is as
	 * soon as its text is there.
	 *
	 * @param id where the job's id stands
	 * @param paths where it is asked about and ended
	 * @param status where a word says how far it is, or null
	 * @param done the words of a job that has succeeded
	 * @param failed the words of one that has not
	 * @param endFlag true once it is ready, or null
	 */
	record Job(JsonPointer id, JobPaths paths, @Nullable JsonPointer status, Set<String> done, Set<String> failed,
			@Nullable JsonPointer endFlag) {
	}

}
