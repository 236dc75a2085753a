package dev.sluice.app;

/** The events of a provider's stream, to be sent one by one. */
enum ProviderStream {

	ANTHROPIC("anthropic/claude-sonnet-5-5", "text/event-stream", """
			event: message_start
			data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude",\
			"content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":40,"output_tokens":1}}}

			event: content_block_start
			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			""", """
			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"word "}}

			""", """
			event: error
			data: {"type":"error","error":{"type":"overloaded_error","message":"too many at once"}}

			""", """
			event: content_block_stop
			data: {"type":"content_block_stop","index":0}

			event: message_delta
			data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
			"usage":{"output_tokens":7}}

			event: message_stop
			data: {"type":"message_stop"}

			"""),

	OPENAI("openai/gpt-4o", "text/event-stream", """
			data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,\
			"delta":{"role":"assistant","content":""},"finish_reason":null}]}

			""", """
			data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,\
			"delta":{"content":"word "},"finish_reason":null}]}

			""", """
			data: {"error":{"message":"too many at once","type":"server_error","code":null,"param":null}}

			""", """
			data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[{"index":0,\
			"delta":{},"finish_reason":"stop"}]}

			data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"gpt-4o","choices":[],\
			"usage":{"prompt_tokens":40,"completion_tokens":7,"total_tokens":47}}

			data: [DONE]

			"""),

	GEMINI("gemini/gemini-2.5-flash", "text/event-stream", ": hello\r\n\r\n", """
			data: {"candidates":[{"content":{"role":"model","parts":[{"text":"word "}]},"index":0}],\
			"modelVersion":"gemini"}

			""", """
			data: {"error":{"code":503,"message":"too many at once","status":"UNAVAILABLE"}}

			""", """
			data: {"candidates":[{"content":{"role":"model","parts":[{"text":"."}]},"finishReason":"STOP","index":0}],\
			"usageMetadata":{"promptTokenCount":40,"candidatesTokenCount":7,"totalTokenCount":47}}

			"""),

	OLLAMA("ollama/llama3.2", "application/x-ndjson", "", """
			{"model":"llama3.2","message":{"role":"assistant","content":"word "},"done":false}
			""", """
			{"error":"too many at once"}
			""", """
			{"model":"llama3.2","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop",\
			"prompt_eval_count":40,"eval_count":7}
			""");

	private final String model;

	private final String type;

	private final String start;

	private final String word;

	private final String error;

	private final String end;

	ProviderStream(String model, String type, String start, String word, String error, String end) {
		this.model = model;
		this.type = type;
		this.start = start;
		this.word = word;
		this.error = error;
		this.end = end;
	}

	/** A model of the provider that speaks so. */
	String model() {
		return this.model;
	}

	/** The head of an answer that ends with its connection. */
	String head() {
		return "HTTP/1.1 200 OK\r\nContent-Type: " + this.type + "\r\nConnection: close\r\n\r\n";
	}

	/** The same in chunks, of which there will be no last one. */
	String chunked(String body) {
		return head().replace("Connection: close", "Transfer-Encoding: chunked") + Integer.toHexString(body.length())
				+ "\r\n" + body + "\r\n";
	}

	/** What comes before the first content. */
	String start() {
		return this.start;
	}

	/** The text "word " and a blank. */
	String word() {
		return this.word;
	}

	String error() {
		return this.error;
	}

	/** The end but for the mark behind it. */
	String finish() {
		return this.end.replaceFirst("(?s)(event: message_stop|data: \\[DONE]|data: [^\n]*\"choices\":\\[]).*", "");
	}

	/** The end, with 40 tokens of input and 7 of output. */
	String end() {
		return this.end;
	}

}
