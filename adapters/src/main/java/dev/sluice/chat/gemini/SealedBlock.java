package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Signature;

/**
 * A block of a turn that travelled through another dialect, with the seal that belongs to
 * it. Other dialects carry the seal of a text or a call in a thinking block of its own.
 *
 * @param block the block
 * @param seal this API's seal, or null
 */
record SealedBlock(ContentBlock block, @Nullable String seal) {

	static List<SealedBlock> of(List<ContentBlock> content) {
		List<SealedBlock> blocks = new ArrayList<>();
		String loose = null;
		for (ContentBlock block : content) {
			if (block instanceof ContentBlock.Thinking thinking) {
				String seal = seal(thinking.signature());
				loose = (seal != null) ? seal : loose;
			}
			else if (block instanceof ContentBlock.ToolUse use) {
				String seal = seal(use.signature());
				blocks.add(new SealedBlock(use, (seal != null) ? seal : loose));
				loose = (seal != null) ? loose : null;
			}
			else {
				blocks.add(new SealedBlock(block, null));
			}
		}
		if (loose != null) {
			ofText(blocks, loose);
		}
		return blocks;
	}

	private static void ofText(List<SealedBlock> blocks, String seal) {
		for (int i = blocks.size() - 1; i >= 0; i--) {
			if (blocks.get(i).block() instanceof ContentBlock.Text) {
				blocks.set(i, new SealedBlock(blocks.get(i).block(), seal));
				return;
			}
		}
		blocks.add(0, new SealedBlock(new ContentBlock.Text(""), seal));
	}

	/**
	 * Whether what only this API can read in a block goes back to it.
	 */
	static boolean keeps(ContentBlock block) {
		return (block instanceof ContentBlock.Thinking thinking && seal(thinking.signature()) != null)
				|| (block instanceof ContentBlock.ToolUse use && seal(use.signature()) != null);
	}

	static @Nullable String seal(@Nullable Signature signature) {
		return (signature != null && signature.by() == Dialect.GEMINI_GENERATE) ? signature.value() : null;
	}

}
