package dev.sluice.intake;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Ids of calls that bring none. */
class RequestIdsTests {

	@Test
	void anIdSortsByItsTime() {
		long now = 1_795_000_000_000L;
		assertThat(RequestIds.next(now)).matches("req_[0-9a-hjkmnp-tv-z]{22}")
			.isLessThan(RequestIds.next(now + 1))
			.isGreaterThan(RequestIds.next(now - 1));
		assertThat(RequestIds.next(31)).startsWith("req_00000000z");
		assertThat(RequestIds.next(32)).startsWith("req_000000010");
	}

	@Test
	void idsOfOneMomentDiffer() {
		Set<String> ids = new HashSet<>();
		Set<String> places = new HashSet<>();
		for (int i = 0; i < 10_000; i++) {
			String id = RequestIds.next(0);
			ids.add(id);
			for (int at = 13; at < id.length(); at++) {
				places.add(at + ":" + id.charAt(at));
			}
		}
		assertThat(ids).hasSize(10_000);
		assertThat(places).as("each of the letters, at each of the places").hasSize(13 * 32);
	}

}
