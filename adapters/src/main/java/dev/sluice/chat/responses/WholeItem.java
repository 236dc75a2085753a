package dev.sluice.chat.responses;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.json.JsonWriter;

/** An item of a streamed output that comes in one piece. */
final class WholeItem extends Item {

	private final ContentBlock block;

	WholeItem(int index, String id, ContentBlock block) {
		super(index, id);
		this.block = block;
	}

	/**
	 * Whether this dialect has a word for a block.
	 */
	static boolean expresses(ContentBlock block) {
		return block instanceof ContentBlock.Image
				|| (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.OPENAI_RESPONSES);
	}

	@Override
	void closeParts(Events events) {
	}

	@Override
	void write(JsonWriter out, String status) {
		if (this.block instanceof ContentBlock.Opaque opaque) {
			out.value(opaque.whole());
		}
		else if (this.block instanceof ContentBlock.Image image) {
			ItemWriter.image(out, id(), image);
		}
	}

}
