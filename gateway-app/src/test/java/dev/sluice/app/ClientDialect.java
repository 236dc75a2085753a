package dev.sluice.app;

/** A call as clients of one dialect write it, and how they are told that it failed. */
enum ClientDialect {

	CHAT("/v1/chat/completions",
			"{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
			"data: {\"error\":{", "[DONE]"),

	COMPLETIONS("/v1/completions", "{\"model\":\"%s\",\"stream\":%s,\"prompt\":\"Hi\"}", "data: {\"error\":{",
			"[DONE]"),

	RESPONSES("/v1/responses", "{\"model\":\"%s\",\"stream\":%s,\"input\":\"Hi\"}", "event: error\ndata: {",
			"response.completed"),

	MESSAGES("/v1/messages",
			"{\"model\":\"%s\",\"stream\":%s,\"max_tokens\":900,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}",
			"event: error\ndata: {\"type\":\"error\",\"error\":{", "message_stop"),

	GEMINI("/v1beta/models/%s:streamGenerateContent?alt=sse", "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}",
			"data: {\"error\":{\"code\":", "\"finishReason\":\"STOP\""),

	GEMINI_LIST("/v1beta/models/%s:streamGenerateContent", "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}",
			"{\"error\":{\"code\":", "\"finishReason\":\"STOP\"");

	private final String path;

	private final String body;

	private final String error;

	private final String end;

	ClientDialect(String path, String body, String error, String end) {
		this.path = path;
		this.body = body;
		this.error = error;
		this.end = end;
	}

	String path(String model, boolean stream) {
		String written = this.path.formatted(model);
		return stream ? written : written.replace("streamGenerateContent?alt=sse", "generateContent")
			.replace("streamGenerateContent", "generateContent");
	}

	String body(String model, boolean stream) {
		return this.body.formatted(model, stream);
	}

	/** How an error in the middle of a stream begins. */
	String error() {
		return this.error;
	}

	/** What only a stream that ended well contains. */
	String end() {
		return this.end;
	}

}
