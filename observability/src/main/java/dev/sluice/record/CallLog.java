package dev.sluice.record;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.sluice.call.Target;
import dev.sluice.call.Usage;

/**
 * Writes one line for each attempt, as {@code key=value} pairs. Ids, names, sizes and
 * times only: prompts, answers and secrets are not in a record.
 */
final class CallLog implements CallRecordSink {

	/** The logger's name. */
	static final String LOGGER = "dev.sluice.calls";

	private static final Logger logger = LoggerFactory.getLogger(LOGGER);

	private static final int LONGEST = 200;

	@Override
	public void accept(CallRecord record) {
		if (logger.isInfoEnabled()) {
			logger.info(line(record));
		}
	}

	static String line(CallRecord record) {
		StringBuilder line = new StringBuilder(320);
		call(line, record);
		target(line, record.target());
		add(line, "status", record.outcome().status());
		add(line, "end", record.outcome().end().name());
		text(line, "reason", record.outcome().reason());
		add(line, "ms", millis(record.totalNanos()));
		add(line, "first_content_ms", millis(record.firstContentNanos()));
		add(line, "request_bytes", record.requestBytes());
		add(line, "reply_bytes", record.replyBytes());
		usage(line, record.outcome().usage());
		return line.substring(1);
	}

	private static void call(StringBuilder line, CallRecord record) {
		text(line, "request", record.requestId());
		add(line, "attempt", record.attempt());
		add(line, "last", record.last());
		text(line, "tenant", (record.caller() != null) ? record.caller().tenant() : null);
		text(line, "caller", (record.caller() != null) ? record.caller().id() : null);
		text(line, "route", record.route());
		text(line, "dialect", record.dialect());
		text(line, "model", record.requestedModel());
		add(line, "stream", record.streamed());
	}

	private static void target(StringBuilder line, @Nullable Target target) {
		if (target != null) {
			text(line, "target", target.toString());
			text(line, "rule", target.rule());
		}
	}

	private static void usage(StringBuilder line, Usage usage) {
		if (usage.known()) {
			add(line, "input_tokens", usage.input());
			add(line, "output_tokens", usage.output());
			add(line, "estimated", usage.estimated());
		}
	}

	private static long millis(long nanos) {
		return (nanos < 0) ? -1 : TimeUnit.NANOSECONDS.toMillis(nanos);
	}

	private static void add(StringBuilder line, String key, Object value) {
		line.append(' ').append(key).append('=').append(value);
	}

	// What a client chose must not be able to forge a pair or a line.
	private static void text(StringBuilder line, String key, @Nullable String value) {
		if (value == null || value.isEmpty()) {
			return;
		}
		line.append(' ').append(key).append('=');
		value.codePoints().limit(LONGEST).map(CallLog::harmless).forEach(line::appendCodePoint);
	}

	private static int harmless(int letter) {
		boolean plain = Character.isLetterOrDigit(letter) || "-_.:/@*+,".indexOf(letter) >= 0;
		return plain ? letter : '?';
	}

}
