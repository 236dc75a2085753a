package dev.sluice.bench.upstream;

/**
 * What one dialect's answers look like; {@code %s} stands for the text.
 *
 * @param answer a whole answer
 * @param first the first event of a stream
 * @param middle an event in its middle
 * @param last the event with the finish
 * @param usage the event in front of the end, for callers who asked for usage
 * @param end the end mark
 */
record Template(String answer, String first, String middle, String last, String usage, String end) {

	private static final String CHUNK = "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\","
			+ "\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":{";

	private static final String CHUNK_END = "},\"logprobs\":null,\"finish_reason\":null}]}\n\n";

	/** OpenAI's chat completions. */
	static final Template OPENAI = new Template(
			"{\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion\",\"created\":1700000000,"
					+ "\"model\":\"bench\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
					+ "\"content\":\"%s\"},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
					+ "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":50,\"total_tokens\":250}}",
			CHUNK + "\"role\":\"assistant\",\"content\":\"%s\"" + CHUNK_END, CHUNK + "\"content\":\"%s\"" + CHUNK_END,
			CHUNK + "\"content\":\"%s\"" + CHUNK_END.replace("reason\":null", "reason\":\"stop\""),
			"data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
					+ "\"model\":\"bench\",\"choices\":[],"
					+ "\"usage\":{\"prompt_tokens\":200,\"completion_tokens\":50,\"total_tokens\":250}}\n\n",
			"data: [DONE]\n\n");

	private static final String DELTA = "event: content_block_delta\ndata: {\"type\":\"content_block_delta\","
			+ "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}}\n\n";

	/** Anthropic's messages. */
	static final Template ANTHROPIC = new Template(
			"{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\","
					+ "\"content\":[{\"type\":\"text\",\"text\":\"%s\"}],\"stop_reason\":\"end_turn\","
					+ "\"stop_sequence\":null,\"usage\":{\"input_tokens\":200,\"output_tokens\":50}}",
			"event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_bench\","
					+ "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"bench\",\"content\":[],"
					+ "\"stop_reason\":null,\"stop_sequence\":null,"
					+ "\"usage\":{\"input_tokens\":200,\"output_tokens\":1}}}\n\n"
					+ "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
					+ "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n" + DELTA,
			DELTA,
			DELTA + "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n"
					+ "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\","
					+ "\"stop_sequence\":null},\"usage\":{\"output_tokens\":50}}\n\n",
			"", "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

}
