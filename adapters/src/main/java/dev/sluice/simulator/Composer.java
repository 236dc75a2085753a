package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decides what is said: a tool call when tools are offered, JSON when JSON is wanted, and
 * otherwise a text that says plainly that it is simulated.
 */
final class Composer {

	private static final int HEARD = 200;

	private static final List<String> THOUGHT = List.of("Nobody", " thinks", " here;", " this", " is", " simulated.");

	private Composer() {
	}

	static Reply reply(long id, Facts facts, Script script, SimulatorOptions options) {
		List<String> thinking = (facts.thinking() && facts.maxOutput() != 0) ? THOUGHT : List.of();
		List<Reply.Call> calls = calls(id, facts, script);
		List<String> text = calls.isEmpty() ? text(facts, script, options) : List.of();
		int room = (facts.maxOutput() < 0) ? text.size() : Math.max(0, facts.maxOutput() - thinking.size());
		boolean cut = text.size() > room;
		List<String> said = giant(cut ? text.subList(0, room) : text, script);
		Reply spoken = new Reply(thinking, said, calls, cut, facts.choices(), new Reply.Tokens(true, 0, 0, 0));
		long output = (long) spoken.length() * facts.choices();
		return new Reply(thinking, said, calls, cut, facts.choices(),
				usage(script, facts.inputTokens(), output, (long) thinking.size() * facts.choices()));
	}

	private static Reply.Tokens usage(Script script, long input, long output, long reasoning) {
		return switch (script.text(Directive.USAGE, "")) {
			case "missing" -> new Reply.Tokens(false, 0, 0, 0);
			case "negative" -> new Reply.Tokens(true, -7, -3, -1);
			case "huge" -> new Reply.Tokens(true, 4_000_000_000_000_000L, 4_000_000_000_000_000L, 0);
			default -> new Reply.Tokens(true, input, output, reasoning);
		};
	}

	private static List<Reply.Call> calls(long id, Facts facts, Script script) {
		int wanted = facts.answeredTool() ? 0 : script.count(Directive.TOOLS, 1);
		List<Reply.Call> calls = new ArrayList<>();
		for (Facts.Tool tool : facts.tools().subList(0, Math.min(wanted, facts.tools().size()))) {
			Map<String, Object> arguments = SchemaSample.object(tool.schema());
			calls.add(new Reply.Call(calls.size(), "sim" + id + "_" + calls.size(), tool.name(), arguments,
					Tokenizer.pieces(Json.text(arguments))));
		}
		return calls;
	}

	private static List<String> text(Facts facts, Script script, SimulatorOptions options) {
		String told = script.answerText();
		if (facts.json() && told == null) {
			return Tokenizer.pieces(json(facts.schema()));
		}
		List<String> words = Tokenizer.words((told != null) ? told : prose(facts, script.has(Directive.SPLIT_UTF8)));
		int count = script.count(Directive.TOKENS, options.tokens());
		return (count > 0) ? resized(words, count) : words;
	}

	private static String json(@Nullable JsonNode schema) {
		return (schema != null) ? Json.text(SchemaSample.of(schema)) : "{\"simulated\":true}";
	}

	private static String prose(Facts facts, boolean manyBytes) {
		String heard = facts.heard().strip();
		int from = Math.max(0, heard.length() - HEARD);
		if (from > 0 && Character.isLowSurrogate(heard.charAt(from))) {
			from++;
		}
		String waves = manyBytes ? " \uD83C\uDF0A é 水" : "";
		return "This is Sluice's simulated provider; no model was asked." + waves
				+ (facts.answeredTool() ? " The tool answered: " : " You said: ") + heard.substring(from);
	}

	private static List<String> resized(List<String> words, int count) {
		List<String> resized = new ArrayList<>(words.subList(0, Math.min(count, words.size())));
		while (resized.size() < count) {
			resized.add(" word" + (resized.size() + 1));
		}
		return resized;
	}

	private static List<String> giant(List<String> text, Script script) {
		int bytes = script.count(Directive.GIANT, 0);
		if (bytes == 0 || text.isEmpty()) {
			return text;
		}
		List<String> changed = new ArrayList<>(text);
		changed.set(0, "x".repeat(bytes));
		return changed;
	}

}
