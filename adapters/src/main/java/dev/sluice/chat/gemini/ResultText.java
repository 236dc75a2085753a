package dev.sluice.chat.gemini;

import java.util.List;
import java.util.stream.Collectors;

import dev.sluice.chat.ContentBlock;

/** The text of a tool's result. */
final class ResultText {

	private ResultText() {
	}

	static String of(List<ContentBlock> content) {
		return content.stream()
			.filter(ContentBlock.Text.class::isInstance)
			.map((block) -> ((ContentBlock.Text) block).text())
			.collect(Collectors.joining("\n\n"));
	}

}
