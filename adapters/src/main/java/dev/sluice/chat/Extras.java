package dev.sluice.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.json.RawJson;

/**
 * Members that have no neutral meaning. They ride along with the dialect they came from:
 * written back to it, lost to others in the way that each member says.
 *
 * @param origin the dialect they were read from
 * @param members in the order they were read
 */
public record Extras(Dialect origin, List<Member> members) {

	/** No members. */
	public static final Extras NONE = new Extras(Dialect.OPENAI_CHAT, List.of());

	/**
	 * The value of one member.
	 * @param name its name
	 * @return the value, or null when there is none
	 */
	public @Nullable RawJson get(String name) {
		for (Member member : this.members) {
			if (member.name().equals(name)) {
				return member.value();
			}
		}
		return null;
	}

	/**
	 * Writes all members to the dialect they came from; to another, notes their loss.
	 * @param target the dialect that is written
	 * @param where the path of what holds them, ending in a dot, or nothing for the
	 * request itself
	 * @param out where to write
	 * @param dropped who notes losses
	 */
	public void write(Dialect target, String where, JsonWriter out, Dropped dropped) {
		write(target, where, out, dropped, Set.of());
	}

	/**
	 * Writes all members to the dialect they came from; to another of its family, those
	 * that both know by the same name; of the others, notes the loss.
	 * @param target the dialect that is written
	 * @param where the path of what holds them, ending in a dot, or nothing
	 * @param out where to write
	 * @param dropped who notes losses
	 * @param shared names that mean the same in all dialects of the target's family
	 */
	public void write(Dialect target, String where, JsonWriter out, Dropped dropped, Set<String> shared) {
		DialectFamily family = target.family();
		for (Member member : this.members) {
			if (this.origin == target || (this.origin.family() == family && shared.contains(member.name()))) {
				out.member(member.name(), member.value());
			}
			else {
				lose(member, where, dropped);
			}
		}
	}

	/**
	 * Notes the loss of all members that do not come from a dialect.
	 * @param target the dialect that is written
	 * @param where the path of what holds them, ending in a dot, or nothing
	 * @param dropped who notes losses
	 */
	public void lose(Dialect target, String where, Dropped dropped) {
		if (this.origin != target) {
			this.members.forEach((member) -> lose(member, where, dropped));
		}
	}

	private static void lose(Member member, String where, Dropped dropped) {
		switch (member.loss()) {
			case QUIET -> {
			}
			case NAMED -> dropped.add(where + member.name());
			case REFUSED -> throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"Field '" + where + member.name() + "' cannot be translated to the API of the chosen model's "
							+ "provider. Leave it out, or choose a model of a provider that knows it.")
				.param(where + member.name());
		}
	}

	/**
	 * One member.
	 *
	 * @param name its name
	 * @param value its value
	 * @param loss what becomes of it elsewhere
	 */
	public record Member(String name, RawJson value, Loss loss) {
	}

	/** Gathers members while something is read; makes nothing when there are none. */
	public static final class Gatherer {

		private final Dialect origin;

		private @Nullable List<Member> members;

		/**
		 * Begins without members.
		 * @param origin the dialect that is read
		 */
		public Gatherer(Dialect origin) {
			this.origin = origin;
		}

		/**
		 * Keeps a member.
		 * @param name its name
		 * @param value its value
		 * @param loss what becomes of it elsewhere
		 */
		public void keep(String name, RawJson value, Loss loss) {
			if (this.members == null) {
				this.members = new ArrayList<>();
			}
			this.members.add(new Member(name, value, loss));
		}

		/**
		 * What was kept.
		 * @return the members
		 */
		public Extras gathered() {
			return (this.members != null) ? new Extras(this.origin, List.copyOf(this.members)) : NONE;
		}

	}

}
