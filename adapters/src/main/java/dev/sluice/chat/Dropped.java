package dev.sluice.chat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * The names of what a translation could not carry over, for {@code x-sluice-dropped} and
 * the call's record. Bounded; used by one call.
 */
public final class Dropped {

	private static final int LIMIT = 32;

	private final Set<String> names = new LinkedHashSet<>();

	/**
	 * Notes a loss, once.
	 * @param name a field in the words of the origin, such as {@code logit_bias} or
	 * {@code messages.name}, without positions
	 */
	public void add(String name) {
		if (this.names.size() < LIMIT) {
			this.names.add(name);
		}
	}

	/**
	 * What was noted.
	 * @return at most {@value #LIMIT} names, in order
	 */
	public List<String> names() {
		return List.copyOf(this.names);
	}

	/**
	 * The strict mode's end of a translation.
	 * @throws GatewayException naming what was lost, when anything was
	 */
	public void refuse() {
		if (!this.names.isEmpty()) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The API of the chosen model's provider cannot express: " + String.join(", ", this.names)
							+ ". Leave these out, or choose another model.")
				.param(this.names.iterator().next());
		}
	}

}
