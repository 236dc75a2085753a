package dev.sluice.bench.jmh;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.sluice.call.Dialect;

/**
 * A streamed answer as each provider sends it: text in pieces of about six words, then a
 * tool call. Each event is one read.
 */
final class ProviderStreams {

	/** How many events every stream has. */
	static final int EVENTS = 100;

	private static final int ARGUMENT_PIECES = 20;

	private static final String CHAT = """
			data: {"id":"chatcmpl-B7","object":"chat.completion.chunk","created":1700000000,"model":"gpt-4o-mini",\
			"service_tier":"default","system_fingerprint":"fp_0aa8d3e20b","choices":[{"index":0,"delta":{%s},\
			"logprobs":null,"finish_reason":%s}],"usage":null}

			""";

	private static final ProviderStreams OPENAI_CHAT = new ProviderStreams(
			CHAT.formatted("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null", "null"),
			CHAT.formatted("\"content\":\" a \\\"dull\\\" boy, said the hotel\"", "null"),
			CHAT.formatted("\"tool_calls\":[{\"index\":0,\"id\":\"call_M5\",\"type\":\"function\","
					+ "\"function\":{\"name\":\"get_weather\",\"arguments\":\"\"}}]", "null"),
			CHAT.formatted("\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"\\\"Paris\\\",\"}}]", "null"),
			CHAT.formatted("", "\"tool_calls\""), """
					data: {"id":"chatcmpl-B7","object":"chat.completion.chunk","created":1700000000,\
					"model":"gpt-4o-mini","choices":[],"usage":{"prompt_tokens":200,"completion_tokens":50,\
					"total_tokens":250,"prompt_tokens_details":{"cached_tokens":0},\
					"completion_tokens_details":{"reasoning_tokens":0}}}

					""", "data: [DONE]\n\n");

	private static final ProviderStreams ANTHROPIC = new ProviderStreams("""
			event: message_start
			data: {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant",\
			"model":"claude-sonnet-4-5","content":[],"stop_reason":null,"stop_sequence":null,\
			"usage":{"input_tokens":200,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}}}

			event: content_block_start
			data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

			""", """
			event: content_block_delta
			data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta",\
			"text":" a \\"dull\\" boy, said the hotel"}}

			""", """
			event: content_block_stop
			data: {"type":"content_block_stop","index":0}

			event: content_block_start
			data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_01",\
			"name":"get_weather","input":{}}}

			""", """
			event: content_block_delta
			data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta",\
			"partial_json":"\\"Paris\\","}}

			""", """
			event: content_block_stop
			data: {"type":"content_block_stop","index":1}

			event: message_delta
			data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},\
			"usage":{"output_tokens":50}}

			event: message_stop
			data: {"type":"message_stop"}

			""");

	private static final String GEMINI_CHUNK = """
			data: {"candidates": [{"content": {"parts": [%s],"role": "model"},%s"index": 0}],\
			"usageMetadata": {"promptTokenCount": 200,"candidatesTokenCount": 50,"totalTokenCount": 250,\
			"promptTokensDetails": [{"modality": "TEXT","tokenCount": 200}]},\
			"modelVersion": "gemini-2.5-flash","responseId": "q0fHaN2B"}

			""";

	private static final ProviderStreams GEMINI = new ProviderStreams("",
			GEMINI_CHUNK.formatted("{\"text\": \" a \\\"dull\\\" boy, said the hotel\"}", ""), GEMINI_CHUNK
				.formatted("{\"functionCall\": {\"name\": \"get_weather\",\"args\": {\"city\": \"Paris\"}}}", ""),
			"", GEMINI_CHUNK.formatted("{\"text\": \"\"}", "\"finishReason\": \"STOP\","));

	private static final ProviderStreams RESPONSES = new ProviderStreams("""
			event: response.created
			data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response",\
			"created_at":1700000000,"status":"in_progress","model":"gpt-4o-mini","output":[],"usage":null}}

			event: response.output_item.added
			data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,\
			"item":{"id":"msg_1","type":"message","status":"in_progress","content":[],"role":"assistant"}}

			event: response.content_part.added
			data: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,\
			"content_index":0,"part":{"type":"output_text","annotations":[],"logprobs":[],"text":""}}

			""", """
			event: response.output_text.delta
			data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,\
			"content_index":0,"delta":" a \\"dull\\" boy, said the hotel","logprobs":[],"obfuscation":"m3Xk9"}

			""", """
			event: response.output_item.done
			data: {"type":"response.output_item.done","sequence_number":70,"output_index":0,"item":{"id":"msg_1",\
			"type":"message","status":"completed","content":[{"type":"output_text","text":"x"}],"role":"assistant"}}

			event: response.output_item.added
			data: {"type":"response.output_item.added","sequence_number":71,"output_index":1,"item":{"id":"fc_1",\
			"type":"function_call","status":"in_progress","arguments":"","call_id":"call_1","name":"get_weather"}}

			""", """
			event: response.function_call_arguments.delta
			data: {"type":"response.function_call_arguments.delta","sequence_number":72,"item_id":"fc_1",\
			"output_index":1,"delta":"\\"Paris\\",","obfuscation":"p0Lq"}

			""", """
			event: response.output_item.done
			data: {"type":"response.output_item.done","sequence_number":95,"output_index":1,"item":{"id":"fc_1",\
			"type":"function_call","status":"completed","arguments":"{}","call_id":"call_1","name":"get_weather"}}

			event: response.completed
			data: {"type":"response.completed","sequence_number":96,"response":{"id":"resp_1","object":"response",\
			"created_at":1700000000,"status":"completed","model":"gpt-4o-mini","output":[],"usage":{\
			"input_tokens":200,"input_tokens_details":{"cached_tokens":0},"output_tokens":50,\
			"output_tokens_details":{"reasoning_tokens":0},"total_tokens":250}}}

			""");

	private static final String OLLAMA_LINE = "{\"model\":\"llama3.2\",\"created_at\":\"2025-01-01T00:00:00.123456Z\","
			+ "\"message\":{\"role\":\"assistant\",\"content\":\"%s\"%s},\"done\":%s}\n";

	private static final ProviderStreams OLLAMA = new ProviderStreams("",
			OLLAMA_LINE.formatted(" a \\\"dull\\\" boy, said the hotel", "", "false"),
			OLLAMA_LINE.formatted("",
					",\"tool_calls\":[{\"function\":{\"name\":\"get_weather\","
							+ "\"arguments\":{\"city\":\"Paris\"}}}]",
					"false"),
			"",
			OLLAMA_LINE.formatted("", "", "true,\"done_reason\":\"stop\",\"prompt_eval_count\":200,\"eval_count\":50"));

	private final String begin;

	private final String text;

	private final String call;

	private final String arguments;

	private final String end;

	private ProviderStreams(String begin, String text, String call, String arguments, String... end) {
		this.begin = begin;
		this.text = text;
		this.call = call;
		this.arguments = arguments;
		this.end = String.join("", end);
	}

	static List<ByteBuf> of(Dialect dialect) {
		ProviderStreams stream = switch (dialect) {
			case OPENAI_CHAT -> OPENAI_CHAT;
			case OPENAI_RESPONSES -> RESPONSES;
			case ANTHROPIC_MESSAGES -> ANTHROPIC;
			case GEMINI_GENERATE -> GEMINI;
			case OLLAMA_CHAT -> OLLAMA;
			default -> throw new IllegalArgumentException("no stream of " + dialect.id());
		};
		return stream.events((dialect == Dialect.OLLAMA_CHAT) ? "\n" : "\n\n");
	}

	private List<ByteBuf> events(String mark) {
		List<String> tail = new ArrayList<>(cut(this.call, mark));
		for (int i = 0; i < ARGUMENT_PIECES; i++) {
			tail.addAll(cut(this.arguments, mark));
		}
		tail.addAll(cut(this.end, mark));
		List<String> events = new ArrayList<>(cut(this.begin, mark));
		while (events.size() + tail.size() < EVENTS) {
			events.add(this.text);
		}
		events.addAll(tail);
		return events.stream().map(ProviderStreams::read).toList();
	}

	private static List<String> cut(String events, String mark) {
		return events.isEmpty() ? List.of() : List.of(events.split("(?<=" + mark + ")"));
	}

	private static ByteBuf read(String event) {
		byte[] bytes = event.getBytes(StandardCharsets.US_ASCII);
		return Unpooled.unreleasableBuffer(Unpooled.directBuffer(bytes.length).writeBytes(bytes));
	}

}
