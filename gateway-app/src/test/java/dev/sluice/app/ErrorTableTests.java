package dev.sluice.app;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.sluice.call.ErrorKind;

class ErrorTableTests {

	@Test
	void hasARowForEveryKind() throws IOException {
		String head = "| Kind | Status | OpenAI `type` / `code` | Anthropic `type` | Gemini `status` | Repeat |\n"
				+ "|---|---|---|---|---|---|\n";
		GeneratedFile.assertPartUpToDate("errors.md",
				Arrays.stream(ErrorKind.values()).map(ErrorTableTests::row).collect(Collectors.joining("", head, "")));
	}

	private static String row(ErrorKind kind) {
		return "| %s | %d | `%s` / %s | `%s` | `%s` | %s |\n".formatted(
				kind.name().toLowerCase(Locale.ROOT).replace('_', ' '), kind.status(), kind.openAiType(),
				(kind.openAiCode() != null) ? "`" + kind.openAiCode() + "`" : "none", kind.anthropicType(),
				kind.geminiStatus(), kind.retryable() ? "yes" : "no");
	}

}
