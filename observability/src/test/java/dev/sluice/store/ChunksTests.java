package dev.sluice.store;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChunksTests {

	@Test
	void rowsAreCutIntoFewSizesInTheirOrder() {
		assertThat(sizes(0, 256)).isEmpty();
		assertThat(sizes(1, 256)).containsExactly(1);
		assertThat(sizes(4, 256)).containsExactly(4);
		assertThat(sizes(600, 256)).containsExactly(256, 256, 64, 16, 4, 4);
		assertThat(sizes(9, 4)).containsExactly(4, 4, 1);
		List<Integer> rows = IntStream.range(0, 300).boxed().toList();
		assertThat(Chunks.of(rows).stream().flatMap(List::stream)).containsExactlyElementsOf(rows);
		assertThat(Chunks.of(rows).get(0)).hasSize(256);
	}

	@Test
	void eachValueHasItsNumber() {
		assertThat(Chunks.rows(2, 3)).isEqualTo("($1, $2), ($3, $4), ($5, $6)");
		assertThat(Chunks.rows(List.of("uuid", "bigint"), 3)).isEqualTo("(cast($1 as uuid), cast($2 as bigint)),"
				+ " (cast($3 as uuid), cast($4 as bigint)), (cast($5 as uuid), cast($6 as bigint))");
		assertThat(Chunks.values(List.of(new Object[] { 1, "a" }, new Object[] { 2, "b" }))).containsExactly(1, "a", 2,
				"b");
	}

	private static List<Integer> sizes(int rows, int largest) {
		return Chunks.of(IntStream.range(0, rows).boxed().toList(), largest).stream().map(List::size).toList();
	}

}
