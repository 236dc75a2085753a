package dev.sluice.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events of an answer as its fault leaves them. On a whole answer, counts are bytes
 * instead of events.
 */
final class FaultyBody {

	private static final String GARBAGE = "data: {\"not\": json\n\n" + "no colon here\n\n" + ": comment\n\n"
			+ "data:\n\n" + "event: \u0000\ndata: [1,2\n\n" + "<html><body>502</body></html>\n\n";

	private FaultyBody() {
	}

	static List<Answer.Event> of(Answer answer, Script script) {
		Directive fault = script.fault();
		if (fault == null) {
			return answer.events();
		}
		return switch (fault) {
			case STALL, CUT, CUT_RST -> first(answer, script.count(fault, 0));
			case ERROR200 -> List.of(answer.failure());
			case ERROR_AFTER -> answer.framing().streamed()
					? with(first(answer, script.count(fault, 0)), answer.failure()) : List.of(answer.failure());
			case GARBAGE -> with(first(answer, script.count(fault, 0)), garbage());
			default -> answer.events();
		};
	}

	/**
	 * What a dripping answer begins with; no event ever follows from it.
	 */
	static byte[] dripping(Framing framing) {
		String opening = switch (framing) {
			case SSE, SSE_CRLF -> "data: {\"dripping\":\"";
			case ARRAY -> "[{\"dripping\":\"";
			case NDJSON, WHOLE -> "{\"dripping\":\"";
		};
		return opening.getBytes(StandardCharsets.US_ASCII);
	}

	private static List<Answer.Event> first(Answer answer, int count) {
		if (answer.framing().streamed()) {
			return answer.events().subList(0, Math.min(count, answer.events().size()));
		}
		byte[] body = answer.events().get(0).bytes().get();
		byte[] kept = Arrays.copyOf(body, Math.min(count, body.length));
		return (kept.length == 0) ? List.of() : List.of(new Answer.Event(true, () -> kept));
	}

	private static List<Answer.Event> with(List<Answer.Event> events, Answer.Event last) {
		List<Answer.Event> all = new ArrayList<>(events);
		all.add(last);
		return all;
	}

	private static Answer.Event garbage() {
		byte[] text = GARBAGE.getBytes(StandardCharsets.US_ASCII);
		byte[] bytes = Arrays.copyOf(text, text.length + 2);
		bytes[text.length] = (byte) 0xC3; // the first half of a character, and no second
		bytes[text.length + 1] = '\n';
		return new Answer.Event(false, () -> bytes);
	}

}
