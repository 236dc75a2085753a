package dev.sluice.tokens;

import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpHeaders;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;

import static org.assertj.core.api.Assertions.assertThat;

class TokenEstimatesTests {

	@ParameterizedTest
	@CsvSource({ "OPENAI_CHAT, 1000, -1, 1000, 250", "OPENAI_CHAT, 1001, 2000, 1001, 251",
			"OPENAI_CHAT, 9001, 2000, 2000, 2000", "OPENAI_CHAT, 0, 2000, 0, 0",
			"OPENAI_TRANSCRIPTIONS, 9000000, -1, 131072, 2250000", "OPENAI_IMAGE_EDITS, 9000000, 500, 500, 500",
			"OPENAI_TRANSLATIONS, 9, -1, 9, 3" })
	void boundsAndGuessesTheInputByItsBytes(Dialect dialect, long bytes, long context, long bound, long guess) {
		ClientCall call = call(dialect, bytes);
		assertThat(TokenEstimates.inputBound(call, context)).isEqualTo(bound);
		assertThat(TokenEstimates.inputGuess(call, context)).isEqualTo(guess);
	}

	private static ClientCall call(Dialect dialect, long length) {
		return new ClientCall("req_1", dialect, Envelope.NONE, new SizedBody(length),
				new Caller("default", "key_1", Set.of(), null, Set.of()), new HttpHeaders(), "/", null, 0,
				new DecisionNotes());
	}

}
