package dev.sluice.wire;

import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.UTF8StreamJsonParser;
import tools.jackson.core.sym.ByteQuadsCanonicalizer;

/**
 * Jackson's parser of UTF-8, quicker over strings that nobody reads: prompts and answers
 * are most of what passes. The bytes of a skipped string are not checked to be UTF-8.
 */
final class SkippingParser extends UTF8StreamJsonParser {

	SkippingParser(ObjectReadContext context, IOContext ioContext, int streamFeatures, int formatFeatures,
			ByteQuadsCanonicalizer names, byte[] bytes, int from, int end) {
		super(context, ioContext, streamFeatures, formatFeatures, null, names, bytes, from, end, 0, false);
	}

	@Override
	protected void _skipString() {
		byte[] bytes = this._inputBuffer;
		int end = this._inputEnd;
		int at = TextSkip.toSpecial(bytes, this._inputPtr, end);
		for (int escape = escape(bytes, at, end); escape > 0; escape = escape(bytes, at, end)) {
			at = TextSkip.toSpecial(bytes, at + escape, end);
		}
		// The closing quote, or whatever else stands there, is the parser's to judge.
		this._inputPtr = at;
		super._skipString();
	}

	// The length of the escape that begins here; 0 when none does, or a wrong one.
	private static int escape(byte[] bytes, int at, int end) {
		if (at + 1 >= end || bytes[at] != '\\') {
			return 0;
		}
		return switch (bytes[at + 1]) {
			case 'n', '"', '\\', 't', 'r', '/', 'b', 'f' -> 2;
			case 'u' -> (at + 6 <= end && hex(bytes, at + 2)) ? 6 : 0;
			default -> 0;
		};
	}

	private static boolean hex(byte[] bytes, int from) {
		for (int i = from; i < from + 4; i++) {
			if (Character.digit(bytes[i], 16) < 0) {
				return false;
			}
		}
		return true;
	}

}
