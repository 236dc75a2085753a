package dev.sluice.call;

/** The vendor convention that a dialect follows for errors and stream framing. */
public enum DialectFamily {

	/** OpenAI: {@code {"error":{...}}}, SSE without event names, {@code [DONE]}. */
	OPENAI,

	/** Anthropic: {@code {"type":"error",...}}, named SSE events. */
	ANTHROPIC,

	/**
	 * Google Gemini: {@code {"error":{code,message,status}}}, SSE without an end mark.
	 */
	GEMINI,

	/** Ollama: {@code {"error":"text"}}, one JSON object per line. */
	OLLAMA

}
