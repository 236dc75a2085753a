package dev.sluice.wire.answer;

import dev.sluice.call.Dialect;
import dev.sluice.wire.EventJudge;

/** Chooses who reads the events of a streamed reply. */
public final class EventJudges {

	private EventJudges() {
	}

	/**
	 * Chooses a judge of streams of one answer.
	 * @param dialect what the provider speaks
	 * @return a judge for one stream alone
	 */
	public static EventJudge forDialect(Dialect dialect) {
		return forDialect(dialect, 1);
	}

	/**
	 * Chooses a judge.
	 * @param dialect what the provider speaks
	 * @param answers how many answers were asked for, at least 1
	 * @return a judge for one stream alone
	 */
	public static EventJudge forDialect(Dialect dialect, int answers) {
		return judge(dialect).answers(answers);
	}

	private static Judge judge(Dialect dialect) {
		return switch (dialect.family()) {
			case ANTHROPIC -> new MessagesJudge();
			case GEMINI -> new GenerateJudge();
			case OLLAMA -> new OllamaJudge();
			case OPENAI -> switch (dialect) {
				case OPENAI_CHAT, OPENAI_COMPLETIONS -> new ChatChunkJudge();
				case OPENAI_RESPONSES -> new ResponsesJudge();
				default -> new MediaJudge();
			};
		};
	}

}
