package dev.sluice.call;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The facts of a call that decisions need, read in one pass over the body, and where in
 * the bytes stands what may have to be replaced or cut.
 *
 * @param model the model as the client wrote it, or null when it named none
 * @param modelSpan the value's bytes in the body, quotes included (in multipart bodies
 * the raw value), or null when the model stands in the path
 * @param stream whether the answer is wanted as a stream
 * @param maxOutputTokens the output cap that the client set, or -1
 * @param maxOutputSpan the bytes of that number, or null
 * @param outputPlace where a cap can be inserted when the client set none and its dialect
 * has a nested object for it that the body carries; null otherwise
 * @param thinkingTokens the part of the output that the client set aside for thinking, or
 * -1 when it named none
 * @param choices how many answers are wanted, at least 1
 * @param user the client's end-user id, or null
 * @param tools whether the request offers tools
 * @param usageInStream whether the client asked for usage in its stream
 * @param usageSplice the change that asks for usage in the stream, or null when the
 * client asked, wants no stream, or its dialect tells usage always
 * @param priceTerms what can change the price
 * @param extensions Sluice's own fields
 * @param cuts what to remove so that no strict provider sees those fields, in order
 * @param insertAt where a member can be inserted: just behind the opening brace, or -1
 * when the body is no JSON object
 * @param empty whether the object has no member besides the cut ones, so that an inserted
 * member must not be followed by a comma
 */
public record Envelope(@Nullable String model, @Nullable Span modelSpan, boolean stream, long maxOutputTokens,
		@Nullable Span maxOutputSpan, @Nullable InsertPoint outputPlace, long thinkingTokens, int choices,
		@Nullable String user, boolean tools, boolean usageInStream, @Nullable Splice usageSplice,
		PriceTerms priceTerms, Extensions extensions, List<Span> cuts, int insertAt, boolean empty) {

	/** The envelope of a call without a body. */
	public static final Envelope NONE = new Envelope(null, null, false, -1, null, null, -1, 1, null, false, false, null,
			PriceTerms.USUAL, Extensions.NONE, List.of(), -1, true);

	/**
	 * The same facts with other members to cut. A cap or model among them is no longer
	 * replaced.
	 * @param cuts what to remove, in order
	 * @param empty whether no member is left
	 * @return a copy
	 */
	public Envelope cutting(List<Span> cuts, boolean empty) {
		return new Envelope(this.model, kept(this.modelSpan, cuts), this.stream, this.maxOutputTokens,
				kept(this.maxOutputSpan, cuts), this.outputPlace, this.thinkingTokens, this.choices, this.user,
				this.tools, this.usageInStream, this.usageSplice, this.priceTerms, this.extensions, List.copyOf(cuts),
				this.insertAt, empty);
	}

	/**
	 * Whether a member is one of the gateway's own, which no provider sees.
	 * @param position where its value begins
	 * @return true when it is cut
	 */
	public boolean isCut(int position) {
		for (Span cut : this.cuts) {
			if (cut.start() <= position && position < cut.end()) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Span kept(@Nullable Span span, List<Span> cuts) {
		boolean cut = span != null
				&& cuts.stream().anyMatch((gone) -> gone.start() <= span.start() && span.end() <= gone.end());
		return cut ? null : span;
	}

	/**
	 * The same facts for a model and a stream flag that stand in the path.
	 * @param model the model named by the path
	 * @param stream whether the path asks for a stream
	 * @return a copy
	 */
	public Envelope fromPath(@Nullable String model, boolean stream) {
		return new Envelope(model, null, stream, this.maxOutputTokens, this.maxOutputSpan, this.outputPlace,
				this.thinkingTokens, this.choices, this.user, this.tools, this.usageInStream, this.usageSplice,
				this.priceTerms, this.extensions, this.cuts, this.insertAt, this.empty);
	}

}
