package dev.sluice.wire;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.call.Span;

/**
 * The members of one object that are to be cut, each with exactly one comma, so that what
 * remains is an object again.
 */
final class MemberCuts {

	private final byte[] body;

	private final List<Member> members = new ArrayList<>(4);

	MemberCuts(byte[] body) {
		this.body = body;
	}

	/**
	 * Notes a member to cut.
	 * @param index the member's place among all members
	 * @param start where its name begins
	 * @param end the byte behind its value
	 */
	void add(int index, int start, int end) {
		this.members.add(new Member(index, start, end));
	}

	int count() {
		return this.members.size();
	}

	/**
	 * What to cut. A member with a kept one before it takes the comma in front along, any
	 * other the comma behind.
	 * @return spans in order of position
	 */
	List<Span> spans() {
		if (this.members.isEmpty()) {
			return List.of();
		}
		this.members.sort((one, other) -> Integer.compare(one.index, other.index));
		List<Span> spans = new ArrayList<>(this.members.size());
		for (Member member : this.members) {
			boolean keptBefore = member.index > spans.size();
			spans.add(keptBefore ? new Span(commaBefore(member.start), member.end)
					: new Span(member.start, behindComma(member.end)));
		}
		return List.copyOf(spans);
	}

	private int commaBefore(int start) {
		int at = start - 1;
		while (this.body[at] != ',') {
			at--;
		}
		return at;
	}

	private int behindComma(int end) {
		int at = end;
		while (this.body[at] != ',' && this.body[at] != '}') {
			at++;
		}
		return (this.body[at] == ',') ? at + 1 : end;
	}

	private record Member(int index, int start, int end) {
	}

}
