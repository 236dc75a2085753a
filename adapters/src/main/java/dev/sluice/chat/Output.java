package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a request wants of its answer.
 *
 * @param maxTokens the cap on output tokens, reasoning included, or -1
 * @param stop texts that end the answer
 * @param choices how many answers, or null when not said
 * @param format the answer's form, or null when not said
 * @param logprobs whether token probabilities are wanted, or null when not said
 * @param topLogprobs how many alternatives each, or null when not said
 * @param verbosity {@code low}, {@code medium} or {@code high}, or null
 * @param stream whether it is wanted as a stream, or null when not said
 * @param usageInStream whether the stream shall tell usage, or null when not said
 */
public record Output(long maxTokens, List<String> stop, @Nullable Long choices, @Nullable OutputFormat format,
		@Nullable Boolean logprobs, @Nullable Long topLogprobs, @Nullable String verbosity, @Nullable Boolean stream,
		@Nullable Boolean usageInStream) {

	/**
	 * Whether the answer is wanted as a stream.
	 * @return false unless said
	 */
	public boolean streamed() {
		return Boolean.TRUE.equals(this.stream);
	}

	/**
	 * The cap that is sent: the client's, the gateway's, whichever is lower.
	 * @param cap what the gateway allows, or -1
	 * @return the cap, or -1 when neither is set
	 */
	public long cap(long cap) {
		return (this.maxTokens < 0 || (cap >= 0 && cap < this.maxTokens)) ? cap : this.maxTokens;
	}

}
