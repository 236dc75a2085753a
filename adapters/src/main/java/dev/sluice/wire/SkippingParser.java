package dev.sluice.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

import dev.sluice.call.Span;

/**
 * Jackson's parser of UTF-8, quicker over long strings: prompts and answers are most of
 * what passes. The bytes of a string that nobody reads are not checked to be UTF-8.
 */
final class SkippingParser extends UTF8StreamJsonParser {

	/** Up to this length decoding at once is quicker. */
	private static final int SHORT = 64;

	/** How many new names one parser may learn: a provider cannot fill the memory. */
	private static final int MOST_NAMES = 500;

	private static final int ROOT = 0;

	private final int namesBefore;

	SkippingParser(ObjectReadContext context, IOContext ioContext, int streamFeatures, int formatFeatures,
			ByteQuadsCanonicalizer names, byte[] bytes, int from, int end) {
		super(context, ioContext, streamFeatures, formatFeatures, null, names, bytes, from, end, 0, false);
		this.namesBefore = names.size();
	}

	/** Whether this may read another document, once it is closed. */
	boolean mayGoOn() {
		return this._closed && this._symbols.size() - this.namesBefore < MOST_NAMES;
	}

	/** Begins another document. What was left of the one before is forgotten. */
	void goOn(byte[] bytes, int from, int end) {
		this._closed = false;
		this._inputBuffer = bytes;
		this._inputPtr = from;
		this._inputEnd = end;
		this._currInputProcessed = -from;
		this._currInputRow = 1;
		this._currInputRowStart = from;
		this._currToken = null;
		this._lastClearedToken = null;
		this._nextToken = null;
		this._tokenIncomplete = false;
		this._nameCopied = false;
		while (!this._streamReadContext.inRoot()) {
			this._streamReadContext = this._streamReadContext.clearAndGetParent();
		}
		this._streamReadContext.reset(ROOT, 1, 0);
	}

	/**
	 * Goes past the string at hand without decoding it, after which it cannot be read any
	 * more.
	 * @param checked whether the document is known to be UTF-8
	 * @return where its inside stands, or null when the string was read before or must be
	 * judged by the parser
	 */
	@Nullable Span pass(boolean checked) {
		if (this._currToken != JsonToken.VALUE_STRING || !this._tokenIncomplete) {
			return null;
		}
		byte[] bytes = this._inputBuffer;
		int from = this._inputPtr;
		int end = EscapedText.end(bytes, TextRuns.toSpecial(bytes, from, this._inputEnd), this._inputEnd);
		boolean closed = end - from >= SHORT && end < this._inputEnd && bytes[end] == '"';
		if (!closed || !(checked || Utf8.firstInvalid(bytes, from, end) < 0)) {
			return null;
		}
		this._tokenIncomplete = false;
		this._textBuffer.resetWithString("");
		this._inputPtr = end + 1;
		return new Span(from, end);
	}

	@Override
	protected void _skipString() {
		int special = TextRuns.toSpecial(this._inputBuffer, this._inputPtr, this._inputEnd);
		// The closing quote, or whatever else stands there, is the parser's to judge.
		this._inputPtr = EscapedText.end(this._inputBuffer, special, this._inputEnd);
		super._skipString();
	}

	@Override
	protected String _finishAndReturnString() {
		byte[] bytes = this._inputBuffer;
		int special = TextRuns.toSpecial(bytes, this._inputPtr, this._inputEnd);
		int end = EscapedText.end(bytes, special, this._inputEnd);
		boolean closed = end < this._inputEnd && bytes[end] == '"';
		String text = closed ? EscapedText.read(bytes, this._inputPtr, special, end) : null;
		if (text == null) {
			return super._finishAndReturnString();
		}
		this._inputPtr = end + 1;
		this._textBuffer.resetWithString(text);
		return text;
	}

}
