package dev.sluice.wire;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** Writes failures in the words of the client's own dialect. */
public final class ErrorBodies {

	private static final JsonMapper JSON = JsonMapper.shared();

	private ErrorBodies() {
	}

	/**
	 * The body of an answer with an error status.
	 * @param dialect the client's wire format
	 * @param failure what went wrong; only its client message is shown
	 * @param requestId the id that the answer's header carries too
	 * @return JSON
	 */
	public static byte[] json(Dialect dialect, GatewayException failure, String requestId) {
		return bytes(text(body(dialect, failure, requestId)));
	}

	/**
	 * The event that ends a stream that had begun.
	 * @param dialect the client's wire format; Gemini streams are those with
	 * {@code alt=sse}
	 * @param failure what went wrong; only its client message is shown
	 * @param requestId the id that the answer's header carries too
	 * @return whole events with their end marks
	 */
	public static byte[] streamEvent(Dialect dialect, GatewayException failure, String requestId) {
		String json = text(body(dialect, failure, requestId));
		return bytes(switch (dialect.family()) {
			case OPENAI ->
				(dialect == Dialect.OPENAI_RESPONSES) ? responses(failure, requestId) : "data: " + json + "\n\n";
			case ANTHROPIC -> "event: error\ndata: " + json + "\n\n";
			case GEMINI -> "data: " + json + "\r\n\r\n";
			case OLLAMA -> json + "\n";
		});
	}

	private static ObjectNode body(Dialect dialect, GatewayException failure, String requestId) {
		ErrorKind kind = failure.kind();
		ObjectNode body = JSON.createObjectNode();
		switch (dialect.family()) {
			case OPENAI -> openAi(body.putObject("error"), failure);
			case ANTHROPIC -> {
				ObjectNode error = body.put("type", "error").putObject("error");
				error.put("type", kind.anthropicType()).put("message", failure.clientMessage());
				body.put("request_id", requestId);
			}
			case GEMINI -> {
				ObjectNode error = body.putObject("error");
				error.put("code", kind.status()).put("message", failure.clientMessage());
				error.put("status", kind.geminiStatus()).putArray("details");
			}
			case OLLAMA -> body.put("error", failure.clientMessage());
		}
		return body;
	}

	private static void openAi(ObjectNode error, GatewayException failure) {
		error.put("message", failure.clientMessage());
		error.put("type", failure.kind().openAiType());
		error.put("param", failure.param());
		error.put("code", failure.kind().openAiCode());
	}

	// Some clients read only the one event, some only the other.
	private static String responses(GatewayException failure, String requestId) {
		String code = orElse(failure.kind().openAiCode(), "server_error");
		ObjectNode error = JSON.createObjectNode().put("type", "error").put("code", code);
		error.put("message", failure.clientMessage()).put("param", failure.param()).put("sequence_number", 0);
		ObjectNode failed = JSON.createObjectNode().put("type", "response.failed").put("sequence_number", 1);
		ObjectNode response = failed.putObject("response");
		response.put("id", "resp_" + requestId).put("object", "response").put("created_at", 0).put("status", "failed");
		response.putObject("error").put("code", code).put("message", failure.clientMessage());
		response.putNull("incomplete_details").putNull("instructions").putObject("metadata");
		response.put("model", "").putArray("output");
		response.put("parallel_tool_calls", false).put("tool_choice", "auto").putArray("tools");
		response.putNull("temperature").putNull("top_p");
		return "event: error\ndata: " + text(error) + "\n\nevent: response.failed\ndata: " + text(failed) + "\n\n";
	}

	private static String orElse(@Nullable String value, String otherwise) {
		return (value != null) ? value : otherwise;
	}

	private static String text(ObjectNode node) {
		return JSON.writeValueAsString(node);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
