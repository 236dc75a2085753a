package dev.sluice.chat;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.json.JsonText;
import dev.sluice.chat.json.RawJson;

/** A piece of what a message or an answer holds. */
public sealed interface ContentBlock {

	/**
	 * Text.
	 *
	 * @param passage the text, possibly empty
	 * @param cache a cache mark, or null
	 * @param extras such as citations
	 */
	record Text(JsonText passage, @Nullable CacheMark cache, Extras extras) implements ContentBlock {

		/**
		 * Text that stands in no document.
		 * @param text the text, possibly empty
		 * @param cache a cache mark, or null
		 * @param extras such as citations
		 */
		public Text(String text, @Nullable CacheMark cache, Extras extras) {
			this(JsonText.of(text), cache, extras);
		}

		/**
		 * Text without anything else.
		 * @param text the text
		 */
		public Text(String text) {
			this(text, null, Extras.NONE);
		}

		/**
		 * Text as it stands in a document, without anything else.
		 * @param passage the text
		 */
		public Text(JsonText passage) {
			this(passage, null, Extras.NONE);
		}

		/**
		 * What it says.
		 * @return the text, possibly empty
		 */
		public String text() {
			return this.passage.toString();
		}

		/**
		 * Whether it holds nothing that a model could read.
		 * @return true for empty text and white space
		 */
		public boolean blank() {
			return this.passage.isBlank();
		}
	}

	/**
	 * An image.
	 *
	 * @param source where it is
	 * @param detail how closely to look, {@code auto}, {@code low} or {@code high}, or
	 * null
	 * @param cache a cache mark, or null
	 * @param extras what else the dialect said
	 */
	record Image(Source source, @Nullable String detail, @Nullable CacheMark cache,
			Extras extras) implements ContentBlock {
	}

	/**
	 * A document.
	 *
	 * @param source where it is
	 * @param name a file name or title, or null
	 * @param cache a cache mark, or null
	 * @param extras what else the dialect said
	 */
	record Document(Source source, @Nullable String name, @Nullable CacheMark cache,
			Extras extras) implements ContentBlock {
	}

	/**
	 * A sound.
	 *
	 * @param source where it is
	 * @param format such as {@code wav} or {@code mp3}
	 * @param extras what else the dialect said
	 */
	record Audio(Source source, String format, Extras extras) implements ContentBlock {
	}

	/**
	 * A call of a tool by the model.
	 *
	 * @param id the id that its result names; never empty, minted by the reader when the
	 * dialect gave none
	 * @param name the tool
	 * @param arguments one JSON object in one line, {@code {}} when there are none; of a
	 * custom tool its free text; whatever the client wrote when it is neither
	 * @param custom whether the tool takes free text
	 * @param signature the seal that its provider wants to see again, or null
	 * @param cache a cache mark, or null
	 * @param extras what else the dialect said
	 */
	record ToolUse(String id, String name, String arguments, boolean custom, @Nullable Signature signature,
			@Nullable CacheMark cache, Extras extras) implements ContentBlock {

		/**
		 * A call of a function and nothing else.
		 * @param id its id
		 * @param name the function
		 * @param arguments one JSON object
		 */
		public ToolUse(String id, String name, String arguments) {
			this(id, name, arguments, false, null, null, Extras.NONE);
		}
	}

	/**
	 * What a tool gave.
	 *
	 * @param toolUseId the id of its call
	 * @param content text, images, documents
	 * @param plain whether the content was written as one string
	 * @param error whether the tool failed; dialects without a word for it say false
	 * @param cache a cache mark, or null
	 * @param extras what else the dialect said
	 */
	record ToolResult(String toolUseId, List<ContentBlock> content, boolean plain, boolean error,
			@Nullable CacheMark cache, Extras extras) implements ContentBlock {
	}

	/**
	 * Reasoning. Empty text with a signature is meant so and must be kept.
	 *
	 * @param text what the model thought, as far as it is shown
	 * @param signature its provider's seal, or null when there is none
	 */
	record Thinking(String text, @Nullable Signature signature) implements ContentBlock {
	}

	/**
	 * Reasoning that only its provider can read.
	 *
	 * @param data the cipher text
	 */
	record RedactedThinking(Signature data) implements ContentBlock {
	}

	/**
	 * The model's refusal, apart from its text.
	 *
	 * @param text why
	 */
	record Refusal(String text) implements ContentBlock {
	}

	/**
	 * A block that only its own dialect knows, such as a server tool's result.
	 *
	 * @param origin that dialect
	 * @param type its type there
	 * @param whole the whole block
	 */
	record Opaque(Dialect origin, String type, RawJson whole) implements ContentBlock {
	}

}
