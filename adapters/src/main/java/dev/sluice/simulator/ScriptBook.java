package dev.sluice.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the script of a call: the header's over the model name's over the programmed one,
 * and counts how often its fault has happened.
 */
final class ScriptBook {

	private static final int MAX_COUNTERS = 10_000;

	private final List<Programmed> programmed = new CopyOnWriteArrayList<>();

	private final AtomicLong serial = new AtomicLong();

	private final Map<String, Integer> happened = new LinkedHashMap<>() {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
			return size() > MAX_COUNTERS;
		}
	};

	void program(String glob, Script script) {
		this.programmed.removeIf((earlier) -> earlier.glob.equals(glob));
		this.programmed.add(0, new Programmed(glob, pattern(glob), script, this.serial.incrementAndGet()));
	}

	void clear() {
		this.programmed.clear();
		synchronized (this.happened) {
			this.happened.clear();
		}
	}

	Script scriptFor(String model, String header) {
		Programmed rule = rule(ScriptParser.baseOf(model));
		Script called = ScriptParser.parse(header).over(ScriptParser.ofModel(model));
		Script script = (rule != null) ? called.over(rule.script) : called;
		if (!script.has(Directive.TIMES) || !script.faulty()) {
			return script;
		}
		String otherwise = (rule != null && !called.has(Directive.TIMES)) ? "rule " + rule.serial
				: model + ' ' + header;
		return (happens(script.text(Directive.ID, otherwise)) <= script.count(Directive.TIMES, 0)) ? script
				: script.withoutFaults();
	}

	private int happens(String key) {
		synchronized (this.happened) {
			return this.happened.merge(key, 1, Integer::sum);
		}
	}

	private @Nullable Programmed rule(String model) {
		for (Programmed rule : this.programmed) {
			if (rule.pattern.matcher(model).matches()) {
				return rule;
			}
		}
		return null;
	}

	private static Pattern pattern(String glob) {
		StringBuilder pattern = new StringBuilder();
		for (String literal : glob.split("\\*", -1)) {
			pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
		}
		return Pattern.compile(pattern.toString());
	}

	/** One script set by a test. */
	private record Programmed(String glob, Pattern pattern, Script script, long serial) {
	}

}
