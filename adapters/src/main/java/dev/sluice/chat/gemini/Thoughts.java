package dev.sluice.chat.gemini;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;

/**
 * Puts the thoughts of other dialects' models together that came as a stream of parts.
 */
final class Thoughts {

	private Thoughts() {
	}

	/**
	 * The same blocks with every run of thoughts and the foreign seal behind it as one.
	 */
	static List<ContentBlock> joined(List<ContentBlock> blocks) {
		List<ContentBlock> joined = new ArrayList<>(blocks.size());
		for (ContentBlock block : blocks) {
			if (block instanceof ContentBlock.Thinking seal && seal.text().isEmpty() && foreign(seal)) {
				joined.add(new ContentBlock.Thinking(taken(joined), seal.signature()));
			}
			else {
				joined.add(block);
			}
		}
		return joined;
	}

	private static boolean foreign(ContentBlock.Thinking seal) {
		return seal.signature() != null && seal.signature().by() != Dialect.GEMINI_GENERATE;
	}

	private static String taken(List<ContentBlock> joined) {
		StringBuilder text = new StringBuilder();
		while (!joined.isEmpty() && joined.get(joined.size() - 1) instanceof ContentBlock.Thinking thought
				&& thought.signature() == null) {
			text.insert(0, thought.text());
			joined.remove(joined.size() - 1);
		}
		return text.toString();
	}

}
