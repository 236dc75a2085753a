package dev.sluice.chat.completions;

import java.util.List;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.json.JsonReader;

/** Reads a whole answer. */
final class AnswerReader {

	private final JsonReader in;

	AnswerReader(JsonReader in) {
		this.in = in;
	}

	ChatAnswer read() {
		PieceReader answer = new PieceReader(this.in).read();
		if (answer.failure() != null) {
			throw answer.failure();
		}
		if (answer.pieces().isEmpty()) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer holds no choices.");
		}
		List<ChatAnswer.Choice> choices = answer.pieces().stream().map(AnswerReader::choice).toList();
		return new ChatAnswer(answer.id(), answer.model(), answer.created(), choices, answer.usage(), answer.extras());
	}

	private static ChatAnswer.Choice choice(PieceReader.Piece piece) {
		FinishReason reason = (piece.reason() != null) ? piece.reason() : FinishReason.OTHER;
		if (reason == FinishReason.FAILED) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's model failed to answer.");
		}
		List<ContentBlock> content = piece.text().isEmpty() ? List.of() : List.of(new ContentBlock.Text(piece.text()));
		return new ChatAnswer.Choice(piece.index(), content, Finish.of(reason), null, piece.extras());
	}

}
