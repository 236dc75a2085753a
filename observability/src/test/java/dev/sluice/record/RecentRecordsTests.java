package dev.sluice.record;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentRecordsTests {

	@Test
	void readsBackwardsAndForgetsTheOldest() {
		RecentRecords recent = filled(5, 8);
		assertThat(ids(recent.before(Long.MAX_VALUE, 10, (record) -> true))).containsExactly("r7", "r6", "r5", "r4",
				"r3");
	}

	@Test
	void goesOnWhereAPageEnded() {
		RecentRecords recent = filled(10, 10);
		List<RecentRecords.Entry> page = recent.before(Long.MAX_VALUE, 4, (record) -> true);
		recent.accept(Samples.record("new", "t"));
		assertThat(ids(recent.before(page.get(3).position(), 3, (record) -> true))).containsExactly("r5", "r4", "r3");
	}

	@Test
	void aPositionOfAnEarlierRunIsOlderThanEverything() {
		long before = new RecentRecords(3, 1_000).before(Long.MAX_VALUE, 1, (record) -> true).size();
		RecentRecords recent = new RecentRecords(3, 2_000);
		recent.accept(Samples.record("r", "t"));
		assertThat(recent.before(1_000_500, 5, (record) -> true)).hasSize((int) before);
	}

	@Test
	void keepsNothingWithoutCapacity() {
		assertThat(filled(0, 3).before(Long.MAX_VALUE, 5, (record) -> true)).isEmpty();
	}

	private static RecentRecords filled(int capacity, int records) {
		RecentRecords recent = new RecentRecords(capacity, 1_700_000_000_000L);
		for (int i = 0; i < records; i++) {
			recent.accept(Samples.record("r" + i, "t"));
		}
		return recent;
	}

	private static List<String> ids(List<RecentRecords.Entry> entries) {
		return entries.stream().map((entry) -> entry.record().requestId()).toList();
	}

}
