package dev.sluice.wire;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.Extensions;
import dev.sluice.call.GatewayException;
import dev.sluice.call.InsertPoint;
import dev.sluice.call.PriceTerms;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;

/** One pass over the members of one request, collecting its envelope. */
final class EnvelopeReader {

	// The parser remembers each name until the end of a body; this bounds the memory.
	static final int MAX_NAMES = 1_000_000;

	/** No API has more top-level fields than a small part of this. */
	static final int MAX_MEMBERS = 10_000;

	private static final String ASK = "\"include_usage\":true";

	private static final int THINKING = EnvelopeField.THINKING.bit();

	private final JsonParser parser;

	private final JsonValues values;

	private final Map<String, EnvelopeField> fields;

	private final MemberCuts cuts;

	private final OutputCap cap = new OutputCap();

	private final boolean optionalUsage;

	private int seen;

	private int members;

	private int names;

	private @Nullable String model;

	private @Nullable Span modelSpan;

	private boolean stream;

	private @Nullable InsertPoint outputPlace;

	private long thinkingTokens = -1;

	private int choices = 1;

	private @Nullable String user;

	private boolean tools;

	private boolean usageInStream;

	private @Nullable Splice usageSplice;

	private @Nullable String serviceTier;

	private @Nullable String size;

	private @Nullable String quality;

	private @Nullable String provider;

	private @Nullable String providerPreference;

	private @Nullable String costOptimization;

	private @Nullable Boolean taskDecomposition;

	private @Nullable Boolean parallelExecution;

	private boolean cacheBypass;

	EnvelopeReader(Dialect dialect, JsonParser parser, byte[] body) {
		this.optionalUsage = dialect == Dialect.OPENAI_CHAT || dialect == Dialect.OPENAI_COMPLETIONS;
		this.parser = parser;
		this.values = new JsonValues(parser);
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
			bound(this.members, MAX_MEMBERS);
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
				this.outputPlace, this.thinkingTokens, this.choices, this.user, this.tools, this.usageInStream,
				usageSplice(insertAt, empty), PriceTerms.of(this.serviceTier, this.size, this.quality), extensions(),
				this.cuts.spans(), insertAt, empty);
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
				return streamOptions(name);
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

	private boolean streamOptions(String name) {
		if (!this.values.object(name)) {
			return false;
		}
		int position = this.values.end();
		int members = 0;
		boolean found = false;
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			bound(this.names++, MAX_NAMES);
			members++;
			boolean wanted = this.parser.currentName().equals("include_usage");
			this.parser.nextToken();
			if (wanted) {
				found = once(found, "stream_options.include_usage");
				this.usageInStream = orElse(this.values.bool("stream_options.include_usage"), false);
				this.usageSplice = Splice.replace(this.values.span(), "true");
			}
			skip();
		}
		if (this.usageSplice == null) {
			this.usageSplice = Splice.insert(position, members == 0 ? ASK : ASK + ",");
		}
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
		while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
			bound(this.names++, MAX_NAMES);
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
		switch (field) {
			case PROVIDER -> {
				if (this.parser.currentToken() == JsonToken.START_OBJECT) {
					skip();
					return true;
				}
				this.provider = this.values.string(name);
			}
			case PROVIDER_PREFERENCE -> this.providerPreference = this.values.strings(name);
			case COST_OPTIMIZATION -> this.costOptimization = this.values.string(name);
			case TASK_DECOMPOSITION -> this.taskDecomposition = this.values.bool(name);
			case PARALLEL_EXECUTION -> this.parallelExecution = this.values.bool(name);
			default -> this.cacheBypass = orElse(this.values.bool(name), false);
		}
		return false;
	}

	private Extensions extensions() {
		if (this.cuts.count() == 0) {
			return Extensions.NONE;
		}
		return new Extensions(this.provider, this.providerPreference, this.costOptimization, this.taskDecomposition,
				this.parallelExecution, this.cacheBypass);
	}

	private void skip() {
		int open = this.parser.currentToken().isStructStart() ? 1 : 0;
		while (open > 0) {
			JsonToken token = this.parser.nextToken();
			open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
			if (token == JsonToken.PROPERTY_NAME) {
				bound(this.names++, MAX_NAMES);
			}
		}
	}

	private static void bound(int before, int limit) {
		if (before >= limit) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The body has more than " + limit + " object members.");
		}
	}

	private @Nullable Splice usageSplice(int insertAt, boolean empty) {
		if (!this.optionalUsage || !this.stream || this.usageInStream) {
			return null;
		}
		Splice splice = this.usageSplice;
		String member = "\"stream_options\":{" + ASK + "}";
		return (splice != null) ? splice : Splice.insert(insertAt, empty ? member : member + ",");
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
