package dev.sluice.chat.gemini;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.AbsentId;
import dev.sluice.chat.Arguments;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Signature;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/**
 * Writes the parts of an answer. Seals of other dialects travel through this one's
 * clients with their dialect's name in front, in base64, as this API's own look.
 */
final class AnswerParts {

	private final JsonWriter out;

	private @Nullable RawJson sealed;

	AnswerParts(JsonWriter out) {
		this.out = out;
	}

	void part(ContentBlock block) {
		RawJson before = this.sealed;
		this.sealed = null;
		if (block instanceof ContentBlock.Text text) {
			this.out.object().member("text", text.passage());
			end(text.extras());
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			call(use.id(), use.name(), Arguments.ofAnswer(use.arguments(), use.custom()), use.signature());
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			// Already written with the text that it seals.
			if (before == null) {
				thought(thinking.text(), seal(thinking.signature()));
			}
		}
		else if (block instanceof ContentBlock.RedactedThinking redacted) {
			thought("", Seal.redacted(redacted.data()));
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			this.out.object().member("text", refusal.text()).endObject();
		}
		else {
			whole(block);
		}
	}

	private void end(Extras extras) {
		if (extras.origin() == Dialect.GEMINI_GENERATE) {
			extras.members().forEach((member) -> this.out.member(member.name(), member.value()));
			this.sealed = extras.get(PartReader.SEAL);
		}
		this.out.endObject();
	}

	/**
	 * Whether this dialect has a part for a block that comes whole.
	 */
	static boolean expresses(ContentBlock block) {
		return block instanceof ContentBlock.Image || block instanceof ContentBlock.Document
				|| block instanceof ContentBlock.Audio
				|| (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.GEMINI_GENERATE);
	}

	private void whole(ContentBlock block) {
		if (block instanceof ContentBlock.Image image) {
			this.out.object();
			MediaWriter.medium(image.source(), "image/png", this.out);
			end(image.extras());
		}
		else if (block instanceof ContentBlock.Document document) {
			this.out.object();
			MediaWriter.medium(document.source(), "application/pdf", this.out);
			end(document.extras());
		}
		else if (block instanceof ContentBlock.Audio audio) {
			this.out.object();
			MediaWriter.medium(audio.source(), "audio/" + audio.format(), this.out);
			end(audio.extras());
		}
		else if (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.GEMINI_GENERATE) {
			this.out.value(opaque.whole());
		}
	}

	private static @Nullable String seal(@Nullable Signature signature) {
		return (signature != null) ? Seal.write(signature) : null;
	}

	private void thought(String text, @Nullable String seal) {
		this.out.object().member("text", text);
		if (!text.isEmpty()) {
			this.out.member("thought", true);
		}
		this.out.optional(PartReader.SEAL, seal).endObject();
	}

	void call(String id, String name, RawJson arguments, @Nullable Signature signature) {
		this.out.object().object("functionCall");
		if (!AbsentId.is(id)) {
			this.out.member("id", id);
		}
		this.out.member("name", name).member("args", arguments).endObject();
		this.out.optional(PartReader.SEAL, seal(signature)).endObject();
	}

}
