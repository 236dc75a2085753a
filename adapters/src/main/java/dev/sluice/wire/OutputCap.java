package dev.sluice.wire;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Span;

/**
 * The output cap of one request. Where a request carries OpenAI's old and new name, the
 * new one counts and the old one is cut, so that no provider obeys the other.
 */
final class OutputCap {

	private @Nullable Found chosen;

	private @Nullable Found older;

	/**
	 * Notes a cap.
	 * @param field under which name it stands
	 * @param tokens the cap
	 * @param span the number's bytes
	 * @param index the member's place, or -1 for one in a nested object
	 * @param start where the member begins
	 */
	void set(EnvelopeField field, long tokens, Span span, int index, int start) {
		Found found = new Found(field, tokens, span, index, start);
		Found before = this.chosen;
		boolean replaces = before == null || field.ordinal() > before.field.ordinal();
		this.older = replaces ? before : found;
		this.chosen = replaces ? found : before;
	}

	void cutOlder(MemberCuts cuts) {
		if (this.older != null) {
			cuts.add(this.older.index, this.older.start, this.older.span.end());
		}
	}

	long tokens() {
		return (this.chosen != null) ? this.chosen.tokens : -1;
	}

	@Nullable Span span() {
		return (this.chosen != null) ? this.chosen.span : null;
	}

	private record Found(EnvelopeField field, long tokens, Span span, int index, int start) {
	}

}
