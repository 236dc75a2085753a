package dev.sluice.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.sluice.call.Envelope;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;

/**
 * Applies rules to the members of one JSON body: one pass, no tree, and byte changes as
 * the result.
 *
 * @param cuts the top-level members to cut, those of the envelope included
 * @param splices all other changes
 * @param empty whether no top-level member is left
 * @param dropped the paths of what was cut or changed, in order of their names
 * @param names the names of all top-level members
 */
public record MemberEdits(List<Span> cuts, List<Splice> splices, boolean empty, Set<String> dropped,
		Set<String> names) {

	/**
	 * Finds the changes of a body.
	 * @param body a body that an {@link EnvelopeScanner} has read
	 * @param length how many of its bytes count
	 * @param envelope what the scanner found; its cuts are made in any case
	 * @param rules what is to become of members
	 * @return the changes
	 */
	public static MemberEdits of(byte[] body, int length, Envelope envelope, MemberRules rules) {
		try (JsonParser parser = JsonBytes.parser(body, 0, length)) {
			parser.nextToken();
			return new Walk(body, parser, envelope, rules).top();
		}
	}

	/** One pass over one body. */
	private static final class Walk {

		private final byte[] body;

		private final JsonParser parser;

		private final JsonValues values;

		private final Envelope envelope;

		private final MemberRules rules;

		private final List<Splice> splices = new ArrayList<>();

		private final Set<String> dropped = new TreeSet<>();

		Walk(byte[] body, JsonParser parser, Envelope envelope, MemberRules rules) {
			this.body = body;
			this.parser = parser;
			this.values = new JsonValues(parser);
			this.envelope = envelope;
			this.rules = rules;
		}

		MemberEdits top() {
			Level level = new Level("", true);
			walk(level, this.rules.root());
			List<Span> cuts = level.settle();
			return new MemberEdits(cuts, this.splices, level.cut == level.members.size(), this.dropped, level.names());
		}

		/** Reads the members of the object that the parser has just entered. */
		private void walk(Level level, MemberRules.Branch branch) {
			while (this.parser.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = this.parser.currentName();
				int start = this.values.start();
				JsonToken token = this.parser.nextToken();
				int valueStart = this.values.start();
				MemberRules.Branch below = branch.child(name);
				MemberChange change = change(level, name, below, token);
				if (below != null && below.hasChildren() && change.kind() == MemberChange.Kind.KEEP) {
					descend(level.path(name), below);
				}
				else {
					this.parser.skipChildren();
					// A string's end is known only once it was read.
					this.parser.finishToken();
				}
				level.members.add(new Member(name, start, valueStart, this.values.end(), change));
			}
		}

		private MemberChange change(Level level, String name, MemberRules.@Nullable Branch below, JsonToken token) {
			MemberChange change = MemberChange.KEEP;
			if (below != null) {
				change = below.change(token.isScalarValue() ? this.parser.getString() : null);
			}
			boolean unknown = level.top && change.kind() == MemberChange.Kind.KEEP && this.rules.cutsUnknown(name);
			return unknown ? MemberChange.CUT : change;
		}

		private void descend(String path, MemberRules.Branch branch) {
			if (this.parser.currentToken() == JsonToken.START_ARRAY) {
				while (this.parser.nextToken() != JsonToken.END_ARRAY) {
					descend(path, branch);
				}
			}
			else if (this.parser.currentToken() == JsonToken.START_OBJECT) {
				Level level = new Level(path + ".", false);
				walk(level, branch);
				level.settle().forEach((span) -> this.splices.add(Splice.cut(span)));
			}
			else {
				this.parser.finishToken();
			}
		}

		/** The members of one object. */
		private final class Level {

			private final String prefix;

			private final boolean top;

			private final List<Member> members = new ArrayList<>();

			private int cut;

			Level(String prefix, boolean top) {
				this.prefix = prefix;
				this.top = top;
			}

			String path(String name) {
				return this.prefix + name;
			}

			Set<String> names() {
				Set<String> names = new TreeSet<>();
				this.members.forEach((member) -> names.add(member.name));
				return names;
			}

			/** Turns what the rules said into cuts and splices. */
			List<Span> settle() {
				MemberCuts cuts = new MemberCuts(Walk.this.body);
				Set<String> both = new TreeSet<>();
				this.members.stream()
					.filter((member) -> member.change.kind() == MemberChange.Kind.CUT_BOTH)
					.forEach((member) -> both.add(member.change.text()));
				for (int index = 0; index < this.members.size(); index++) {
					Member member = this.members.get(index);
					if (isCut(member, both)) {
						cuts.add(index, member.start, member.end);
						this.cut++;
					}
					else {
						splice(member);
					}
				}
				return cuts.spans();
			}

			private boolean isCut(Member member, Set<String> both) {
				if (this.top && ours(member)) {
					return true;
				}
				String unless = member.change.unless();
				boolean taken = unless != null && this.members.stream()
					.anyMatch((other) -> other.name.equals(unless) && !(this.top && ours(other)));
				boolean cut = taken || both.contains(member.name) || member.change.kind() == MemberChange.Kind.CUT
						|| member.change.kind() == MemberChange.Kind.CUT_BOTH;
				if (cut) {
					Walk.this.dropped.add(path(member.name));
				}
				return cut;
			}

			private boolean ours(Member member) {
				return Walk.this.envelope.cuts()
					.stream()
					.anyMatch((span) -> span.start() <= member.start && member.end <= span.end());
			}

			private void splice(Member member) {
				Span span = switch (member.change.kind()) {
					case NAME -> new Span(member.start, nameEnd(member.start));
					case VALUE -> new Span(member.valueStart, member.end);
					case MEMBER -> new Span(member.start, member.end);
					default -> null;
				};
				if (span != null) {
					Walk.this.splices.add(Splice.replace(span, member.change.text()));
				}
			}

			private int nameEnd(int start) {
				int at = start + 1;
				while (Walk.this.body[at] != '"') {
					at += (Walk.this.body[at] == '\\') ? 2 : 1;
				}
				return at + 1;
			}

		}

		private record Member(String name, int start, int valueStart, int end, MemberChange change) {
		}

	}

}
