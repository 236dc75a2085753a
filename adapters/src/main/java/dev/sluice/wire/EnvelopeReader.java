package dev.sluice.wire;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Envelope;
import dev.sluice.call.Extensions;
import dev.sluice.call.InsertPoint;
import dev.sluice.call.PriceTerms;
import dev.sluice.call.Span;

/** One pass over the members of one request, collecting its envelope. */
final class EnvelopeReader {

	/** No API has more top-level fields than a small part of this. */
	static final int MAX_MEMBERS = 10_000;

	private static final int THINKING = EnvelopeField.THINKING.bit();

	private final JsonParser parser;

	private final JsonValues values;

	private final Map<String, EnvelopeField> fields;

	private final MemberCuts cuts;

	private final OutputCap cap = new OutputCap();

	private final JsonMembers nestedMembers;

	private final ExtensionFields extensions;

	private final UsageWish usage;

	private int seen;

	private int members;

	private @Nullable String model;

	private @Nullable Span modelSpan;

	private boolean stream;

	private @Nullable InsertPoint outputPlace;

	private long thinkingTokens = -1;

	private int choices = 1;

	private @Nullable String user;

	private boolean tools;

	private @Nullable String serviceTier;

	private @Nullable String size;

	private @Nullable String quality;

	EnvelopeReader(Dialect dialect, JsonParser parser, byte[] body) {
		this.parser = parser;
		this.values = new JsonValues(parser);
		this.nestedMembers = new JsonMembers(parser);
		this.extensions = new ExtensionFields(this.values);
		this.usage = new UsageWish(dialect, parser, this.values, this.nestedMembers);
		this.fields = EnvelopeField.of(dialect);
		this.cuts = new MemberCuts(body);
		this.stream = dialect.family() == DialectFamily.OLLAMA;
	}

	/**
	 * Reads up to the closing brace of the object that the parser has just entered.
	 */
	Envelope read() {
		int insertAt = this.values.end();
		for (; this.parser.nextToken() == JsonToken.PROPERTY_NAME; this.members++) {
			JsonMembers.bound(this.members, MAX_MEMBERS);
			String name = this.parser.currentName();
			EnvelopeField field = this.fields.get(name);
			if (field == null) {
				this.parser.nextToken();
				skip();
			}
			else {
				read(field, name);
			}
		}
		this.cap.cutOlder(this.cuts);
		boolean empty = this.cuts.count() == this.members;
		return new Envelope(this.model, this.modelSpan, this.stream, this.cap.tokens(), this.cap.span(),
				this.outputPlace, this.thinkingTokens, this.choices, this.user, this.tools, this.usage.asked(),
				this.stream ? this.usage.splice(insertAt, empty) : null,
				PriceTerms.of(this.serviceTier, this.size, this.quality),
				(this.cuts.count() == 0) ? Extensions.NONE : this.extensions.read(), this.cuts.spans(), insertAt,
				empty);
	}

	private void read(EnvelopeField field, String name) {
		if ((this.seen & field.bit()) != 0) {
			throw JsonValues.repeated(name);
		}
		this.seen |= field.bit();
		int start = this.values.start();
		this.parser.nextToken();
		if (!value(field, name, start)) {
			this.cuts.add(this.members, start, this.values.end());
		}
	}

	/**
	 * Reads one value.
	 * @return whether the member stays in the body
	 */
	private boolean value(EnvelopeField field, String name, int start) {
		switch (field) {
			case MODEL -> model(name);
			case STREAM -> this.stream = orElse(this.values.bool(name), this.stream);
			case TOOLS, FUNCTIONS -> this.tools |= this.values.filledArray(name);
			case CHOICES -> choices(name);
			case SERVICE_TIER -> this.serviceTier = this.values.string(name);
			case SIZE -> this.size = this.values.string(name);
			case QUALITY -> this.quality = this.values.string(name);
			case USER -> this.user = this.values.string(name);
			case METADATA, THINKING, REASONING -> nested(field, name);
			case OPTIONS, GENERATION_CONFIG -> {
				return nested(field, name);
			}
			case MAX_TOKENS, MAX_COMPLETION_TOKENS, MAX_OUTPUT_TOKENS -> {
				return cap(field, name, start);
			}
			case STREAM_OPTIONS -> {
				return this.usage.read(name);
			}
			default -> {
				return extension(field, name);
			}
		}
		return true;
	}

	private void model(String name) {
		this.model = this.values.string(name);
		if (this.model != null) {
			JsonValues.require(!this.model.isBlank(), name, "the name of a model");
			this.modelSpan = this.values.span();
		}
	}

	private void choices(String name) {
		if (!this.values.isNull()) {
			this.choices = (int) this.values.integer(name, 1, 128);
		}
	}

	// A null cap is cut, so that a cap inserted later does not stand twice.
	private boolean cap(EnvelopeField field, String name, int start) {
		if (this.values.isNull()) {
			return false;
		}
		long tokens = this.values.integer(name, 0, Long.MAX_VALUE);
		this.cap.set(field, tokens, this.values.span(), this.members, start);
		return true;
	}

	// Of what is not an object, or not there, the provider may judge.
	private boolean nested(EnvelopeField outer, String name) {
		boolean holdsCap = outer == EnvelopeField.OPTIONS || outer == EnvelopeField.GENERATION_CONFIG;
		if (!holdsCap && outer != EnvelopeField.METADATA && this.parser.currentToken() != JsonToken.START_OBJECT) {
			skip();
			return true;
		}
		if (!this.values.object(name)) {
			return false;
		}
		int position = this.values.end();
		int members = 0;
		int found = 0;
		while (this.nestedMembers.next()) {
			members++;
			String inner = this.parser.currentName();
			this.parser.nextToken();
			int bit = nestedBit(outer, inner);
			if (bit != 0) {
				once((found & bit) != 0, name + "." + inner);
				found |= bit;
				nestedValue(bit, name + "." + inner);
			}
			skip();
		}
		if (holdsCap) {
			this.outputPlace = new InsertPoint(position, members == 0);
		}
		return true;
	}

	private static int nestedBit(EnvelopeField outer, String inner) {
		return switch (inner) {
			case "user_id" -> (outer == EnvelopeField.METADATA) ? EnvelopeField.USER.bit() : 0;
			case "num_predict" -> (outer == EnvelopeField.OPTIONS) ? EnvelopeField.OPTIONS.bit() : 0;
			case "maxOutputTokens", "max_output_tokens" ->
				(outer == EnvelopeField.GENERATION_CONFIG) ? EnvelopeField.MAX_OUTPUT_TOKENS.bit() : 0;
			case "candidateCount", "candidate_count" ->
				(outer == EnvelopeField.GENERATION_CONFIG) ? EnvelopeField.CHOICES.bit() : 0;
			case "thinkingConfig", "thinking_config" ->
				(outer == EnvelopeField.GENERATION_CONFIG) ? EnvelopeField.REASONING.bit() : 0;
			case "thinkingBudget", "thinking_budget" -> (outer == EnvelopeField.REASONING) ? THINKING : 0;
			case "budget_tokens" -> (outer == EnvelopeField.THINKING) ? THINKING : 0;
			case "max_tokens" -> (outer == EnvelopeField.REASONING) ? THINKING : 0;
			default -> 0;
		};
	}

	private void nestedValue(int bit, String name) {
		if (bit == EnvelopeField.USER.bit()) {
			this.user = this.values.string(name);
		}
		else if (bit == EnvelopeField.CHOICES.bit()) {
			choices(name);
		}
		else if (bit == THINKING) {
			this.thinkingTokens = thinking();
		}
		else if (bit == EnvelopeField.REASONING.bit()) {
			nested(EnvelopeField.REASONING, name);
		}
		else if (this.values.isNull()) {
			// A null cap is replaced, so that a cap inserted later does not stand twice.
			this.cap.set(EnvelopeField.MAX_OUTPUT_TOKENS, -1, this.values.span(), -1, -1);
		}
		else {
			// Ollama writes "no limit" as a negative number.
			boolean ollama = bit == EnvelopeField.OPTIONS.bit();
			long tokens = this.values.integer(name, ollama ? Integer.MIN_VALUE : 0, Long.MAX_VALUE);
			this.cap.set(EnvelopeField.MAX_OUTPUT_TOKENS, Math.max(tokens, -1), this.values.span(), -1, -1);
		}
	}

	// Gemini writes "as much as it likes" as a negative number.
	private long thinking() {
		return (this.parser.currentToken() == JsonToken.VALUE_NUMBER_INT
				&& this.parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER)
						? Math.max(this.parser.getLongValue(), -1) : -1;
	}

	private boolean extension(EnvelopeField field, String name) {
		if (ExtensionFields.isForeign(field, this.parser.currentToken())) {
			skip();
			return true;
		}
		this.extensions.read(field, name);
		return false;
	}

	private void skip() {
		this.nestedMembers.skip();
	}

	private static boolean once(boolean found, String name) {
		if (found) {
			throw JsonValues.repeated(name);
		}
		return true;
	}

	private static boolean orElse(@Nullable Boolean value, boolean otherwise) {
		return (value != null) ? value : otherwise;
	}

}
