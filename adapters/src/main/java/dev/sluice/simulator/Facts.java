package dev.sluice.simulator;

import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What decides how a conversation goes on, told alike for all dialects.
 *
 * @param heard the text of the last message
 * @param inputTokens tokens of all the messages
 * @param maxOutput the most tokens wanted, or -1
 * @param tools the tools that may be called now
 * @param answeredTool whether the last message answers a tool call
 * @param json whether JSON is wanted
 * @param schema what the JSON must fit, if told
 * @param thinking whether thinking is wanted
 * @param choices how many answers are wanted
 */
record Facts(String heard, int inputTokens, int maxOutput, List<Tool> tools, boolean answeredTool, boolean json,
		@Nullable JsonNode schema, boolean thinking, int choices) {

	/**
	 * A function that may be called.
	 *
	 * @param name its name
	 * @param schema the schema of its arguments
	 */
	record Tool(String name, JsonNode schema) {
	}

}
