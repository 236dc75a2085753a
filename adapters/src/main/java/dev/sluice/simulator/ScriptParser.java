package dev.sluice.simulator;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads scripts, strictly.
 */
final class ScriptParser {

	private static final Pattern SEPARATOR = Pattern.compile("[+;,\\s]+");

	private ScriptParser() {
	}

	static Script parse(String text) {
		Map<Directive, String> directives = new EnumMap<>(Directive.class);
		Directive fault = null;
		for (String item : SEPARATOR.split(text.strip())) {
			if (!item.isEmpty()) {
				Directive directive = add(directives, item);
				fault = onlyFault(fault, directive);
			}
		}
		if (directives.containsKey(Directive.RETRY_AFTER) && fault != Directive.STATUS) {
			throw new IllegalArgumentException("Script directive 'retry-after' needs 'status'.");
		}
		return new Script(directives);
	}

	/**
	 * The script behind the first plus sign of a model name, such as
	 * {@code gpt-4o+status=503}.
	 */
	static Script ofModel(String model) {
		int plus = model.indexOf('+');
		return (plus < 0) ? Script.NONE : parse(model.substring(plus + 1));
	}

	static String baseOf(String model) {
		int plus = model.indexOf('+');
		return (plus < 0) ? model : model.substring(0, plus);
	}

	private static Directive add(Map<Directive, String> directives, String item) {
		int equals = item.indexOf('=');
		Directive directive = Directive.of((equals < 0) ? item : item.substring(0, equals));
		String value = (equals < 0) ? "" : item.substring(equals + 1);
		directive.check(value);
		if (directives.put(directive, value) != null) {
			throw new IllegalArgumentException("Script directive '" + directive.word() + "' is given twice.");
		}
		return directive;
	}

	private static @Nullable Directive onlyFault(@Nullable Directive fault, Directive next) {
		if (!next.main()) {
			return fault;
		}
		if (fault != null) {
			throw new IllegalArgumentException("Script directives '" + fault.word() + "' and '" + next.word()
					+ "' exclude each other; give one of them.");
		}
		return next;
	}

}
