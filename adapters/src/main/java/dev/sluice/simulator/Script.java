package dev.sluice.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * What the simulated provider does with a call: how much it says, how fast, and what goes
 * wrong. Immutable.
 */
public final class Script {

	/** Changes nothing. */
	public static final Script NONE = new Script(Map.of());

	private final Map<Directive, String> directives;

	Script(Map<Directive, String> directives) {
		this.directives = Map.copyOf(directives);
	}

	/**
	 * Reads a script.
	 * @param text directives such as {@code status=503 retry-after=2 times=1}, separated
	 * by blanks, commas, semicolons or plus signs
	 * @return the script
	 * @throws IllegalArgumentException when a directive is unknown, repeated, has a value
	 * that it does not take, or contradicts another one
	 */
	public static Script of(String text) {
		return ScriptParser.parse(text);
	}

	boolean has(Directive directive) {
		return this.directives.containsKey(directive);
	}

	String text(Directive directive, String otherwise) {
		String value = this.directives.get(directive);
		return (value != null) ? value : otherwise;
	}

	int count(Directive directive, int otherwise) {
		String value = this.directives.get(directive);
		return (value != null && !value.isEmpty()) ? Integer.parseInt(value) : otherwise;
	}

	double rate(double otherwise) {
		String value = this.directives.get(Directive.RATE);
		return (value != null) ? Double.parseDouble(value) : otherwise;
	}

	Duration duration(Directive directive, Duration otherwise) {
		String value = this.directives.get(directive);
		if (value == null || value.isEmpty()) {
			return otherwise;
		}
		long number = Long.parseLong(value.replaceAll("[ms]+$", ""));
		return (value.endsWith("s") && !value.endsWith("ms")) ? Duration.ofSeconds(number) : Duration.ofMillis(number);
	}

	@Nullable String answerText() {
		String encoded = this.directives.get(Directive.TEXT);
		return (encoded != null) ? URLDecoder.decode(encoded, StandardCharsets.UTF_8) : null;
	}

	/**
	 * The one thing that goes wrong, if any.
	 */
	@Nullable Directive fault() {
		return this.directives.keySet().stream().filter(Directive::main).findFirst().orElse(null);
	}

	boolean faulty() {
		return this.directives.keySet().stream().anyMatch(Directive::faulty);
	}

	Script withoutFaults() {
		return new Script(this.directives.entrySet()
			.stream()
			.filter((entry) -> !entry.getKey().faulty())
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
	}

	/**
	 * Lays this script over another: what both say, this one decides, and a fault here
	 * replaces the faults there.
	 */
	Script over(Script base) {
		if (base.directives.isEmpty()) {
			return this;
		}
		Script kept = (fault() != null) ? base.withoutFaults() : base;
		Map<Directive, String> merged = new EnumMap<>(Directive.class);
		merged.putAll(kept.directives);
		merged.putAll(this.directives);
		return new Script(merged);
	}

	@Override
	public String toString() {
		return new EnumMap<Directive, String>(
				this.directives.isEmpty() ? new EnumMap<>(Directive.class) : this.directives)
			.entrySet()
			.stream()
			.map((entry) -> entry.getValue().isEmpty() ? entry.getKey().word()
					: entry.getKey().word() + "=" + entry.getValue())
			.collect(Collectors.joining("+"));
	}

}
