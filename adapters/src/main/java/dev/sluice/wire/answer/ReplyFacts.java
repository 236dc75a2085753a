package dev.sluice.wire.answer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.Dialect;
import dev.sluice.call.Operation;
import dev.sluice.call.Usage;
import dev.sluice.wire.JsonBytes;

/**
 * The facts of a whole JSON answer.
 *
 * @param usage what it says of its tokens
 * @param servedModel what the provider calls the model that answered, or null
 * @param failed whether the answer is an error, whatever its status says
 * @param error the provider's message when it failed, or null when it gave none
 */
public record ReplyFacts(Usage usage, @Nullable String servedModel, boolean failed, @Nullable String error) {

	/**
	 * Reads an answer in one pass.
	 * @param dialect what the provider speaks
	 * @param body the whole body; its indices are not changed
	 * @return the facts
	 */
	public static ReplyFacts read(Dialect dialect, ByteBuf body) {
		ReplyFacts ends = LongReply.read(dialect, body);
		if (ends != null) {
			return ends;
		}
		int length = body.readableBytes();
		return body.hasArray() ? read(dialect, body.array(), body.arrayOffset() + body.readerIndex(), length)
				: read(dialect, ByteBufUtil.getBytes(body), 0, length);
	}

	/**
	 * Reads an answer in one pass.
	 * @param dialect what the provider speaks
	 * @param bytes where the body stands
	 * @param from its first byte
	 * @param length its length
	 * @return the facts
	 */
	public static ReplyFacts read(Dialect dialect, byte[] bytes, int from, int length) {
		Pass pass = new Pass(dialect);
		boolean failed = true;
		try (JsonParser parser = JsonBytes.parser(bytes, from, length)) {
			failed = pass.fails(parser);
		}
		catch (JacksonException ex) {
			// What was read before the fault still counts; the answer does not.
		}
		return new ReplyFacts(pass.usage.usage(), pass.model, failed,
				failed ? ProviderMessage.find(bytes, from, length) : null);
	}

	/** One pass over the members of an answer. */
	private static final class Pass {

		private final UsageReader usage;

		private final Operation operation;

		private @Nullable String model;

		private boolean error;

		private boolean code;

		private boolean answer;

		Pass(Dialect dialect) {
			this.usage = new UsageReader(dialect.family());
			this.operation = dialect.operation();
		}

		boolean fails(JsonParser parser) {
			JsonToken first = parser.nextToken();
			if (first == JsonToken.START_ARRAY) {
				// A list is an answer at some vendors, unless it lists errors.
				boolean object = parser.nextToken() == JsonToken.START_OBJECT;
				return object && fails(parser, true);
			}
			return first != JsonToken.START_OBJECT || fails(parser, false);
		}

		private boolean fails(JsonParser parser, boolean element) {
			JsonToken last;
			while ((last = parser.nextToken()) == JsonToken.PROPERTY_NAME) {
				String name = parser.currentName();
				parser.nextToken();
				member(name, parser);
				parser.skipChildren();
			}
			return last != JsonToken.END_OBJECT || this.error || (this.code && !this.answer && !element);
		}

		private void member(String name, JsonParser parser) {
			switch (name) {
				case "error" -> this.error |= Judge.isError(parser);
				case "type" -> this.error |= "error".equals(parser.getValueAsString());
				case "code" -> this.code = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
						&& parser.getDoubleValue() != 0 && parser.getDoubleValue() != 200;
				case "service_tier" -> {
					if (parser.currentToken() == JsonToken.VALUE_STRING) {
						this.usage.text(name, parser);
					}
				}
				case "data", "output" -> pieces(parser);
				case "choices", "content", "candidates", "message", "results", "embedding", "embeddings" ->
					this.answer = parser.currentToken().isStructStart();
				case "model", "modelVersion" ->
					this.model = (this.model != null) ? this.model : parser.getValueAsString();
				case "usage", "usageMetadata" -> usage(parser);
				case "totalTokens" -> this.usage.readCount("promptTokenCount", parser);
				default -> this.usage.readCount(name, parser);
			}
		}

		// Pictures and searches are billed by the piece, and told by standing there.
		private void pieces(JsonParser parser) {
			this.answer = parser.currentToken().isStructStart();
			@Nullable UsageField piece = switch (this.operation) {
				case IMAGES, IMAGE_EDITS -> UsageField.IMAGES;
				case RESPONSES -> UsageField.WEB_SEARCHES;
				default -> null;
			};
			if (piece == null || parser.currentToken() != JsonToken.START_ARRAY) {
				return;
			}
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				if (piece == UsageField.IMAGES || isSearch(parser)) {
					this.usage.add(piece);
				}
				parser.skipChildren();
			}
		}

		private static boolean isSearch(JsonParser parser) {
			boolean search = false;
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
					boolean type = parser.currentName().equals("type");
					parser.nextToken();
					search |= type && "web_search_call".equals(parser.getValueAsString());
					parser.skipChildren();
				}
			}
			return search;
		}

		private void usage(JsonParser parser) {
			if (parser.currentToken() == JsonToken.START_OBJECT) {
				this.usage.readObject(parser);
			}
		}

	}

}
