package dev.sluice.provider.quirk;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Splice;
import dev.sluice.catalog.Quirk;
import dev.sluice.wire.JoinedBody;
import dev.sluice.wire.MemberEdits;
import dev.sluice.wire.MemberRules;

/**
 * A call whose body is changed as the quirks of an upstream demand. What is lost on the
 * way is noted on the call.
 *
 * @param call the call, whose envelope cuts the members that the upstream refuses
 * @param splices further changes of the body
 * @param members what to insert, each member followed by a comma
 */
public record QuirkChanges(ClientCall call, List<Splice> splices, String members) {

	private static final Map<Set<Quirk>, MemberRules> RULES = new ConcurrentHashMap<>();

	/** Lost without harm: the gateway meters without them. */
	private static final Set<String> QUIET = Set.of("stream_options");

	/**
	 * Finds the changes of one call.
	 * @param call the call
	 * @param quirks the upstream's quirks
	 * @return the changes; none for calls of other dialects than OpenAI's chat
	 */
	public static QuirkChanges of(ClientCall call, Set<Quirk> quirks) {
		if (quirks.isEmpty() || call.dialect() != Dialect.OPENAI_CHAT || !(call.body() instanceof JoinedBody body)) {
			return new QuirkChanges(call, List.of(), "");
		}
		MemberRules rules = RULES.computeIfAbsent(quirks, QuirkRules::of);
		return of(call, body, rules, quirks.contains(Quirk.TOOL_STREAM));
	}

	/**
	 * Finds the changes that other rules than those of quirks demand.
	 * @param call the call
	 * @param rules what is to become of members
	 * @return the changes
	 */
	public static QuirkChanges of(ClientCall call, MemberRules rules) {
		return (call.body() instanceof JoinedBody body) ? of(call, body, rules, false)
				: new QuirkChanges(call, List.of(), "");
	}

	private static QuirkChanges of(ClientCall call, JoinedBody body, MemberRules rules, boolean toolStream) {
		Envelope envelope = call.envelope();
		MemberEdits edits = MemberEdits.of(body.array(), (int) body.length(), envelope, rules);
		edits.dropped()
			.stream()
			.filter((name) -> !QUIET.contains(name))
			.forEach((name) -> call.notes().add("quirk", "dropped", name));
		boolean insert = toolStream && envelope.stream() && envelope.tools() && !edits.names().contains("tool_stream");
		return new QuirkChanges(call.with(envelope.cutting(edits.cuts(), edits.empty()), body), edits.splices(),
				insert ? "\"tool_stream\":true," : "");
	}

}
