package dev.sluice.price;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RememberedTests {

	private final Remembered<String> names = new Remembered<>();

	private int finds;

	@Test
	void aNameIsFoundOnce() {
		assertThat(find("gpt-4o")).isEqualTo("of gpt-4o");
		assertThat(find("gpt-4o")).isEqualTo("of gpt-4o");
		assertThat(this.finds).isEqualTo(1);
		this.names.forget();
		assertThat(find("gpt-4o")).isEqualTo("of gpt-4o");
		assertThat(this.finds).isEqualTo(2);
	}

	@Test
	void everyPlaceIsForgotten() {
		List<String> letters = IntStream.range(0, Remembered.PLACES).mapToObj((i) -> "" + (char) i).toList();
		letters.forEach(this::find);
		letters.forEach(this::find);
		assertThat(this.finds).as("each has a place of its own").isEqualTo(Remembered.PLACES);
		this.names.forget();
		letters.forEach(this::find);
		assertThat(this.finds).isEqualTo(2 * Remembered.PLACES);
	}

	@Test
	void namesOfOnePlaceAreToldApart() {
		assertThat("Aa").hasSameHashCodeAs("BB");
		for (int i = 0; i < 2; i++) {
			assertThat(find("Aa")).isEqualTo("of Aa");
			assertThat(find("BB")).isEqualTo("of BB");
		}
		assertThat(this.finds).isEqualTo(4);
	}

	@Test
	void longNamesAreNotKept() {
		String longest = "x".repeat(Remembered.LONGEST);
		find(longest);
		find(longest);
		assertThat(this.finds).isEqualTo(1);
		find(longest + "x");
		find(longest + "x");
		assertThat(this.finds).isEqualTo(3);
	}

	@Test
	void inventedNamesTakeThePlacesOfOthersAndNoMore() {
		IntStream.range(0, 5_000).forEach((i) -> find("invented-" + i));
		this.finds = 0;
		IntStream.range(0, 5_000).map((i) -> 4_999 - i).forEach((i) -> find("invented-" + i));
		assertThat(this.finds).isBetween(5_000 - Remembered.PLACES, 4_999);
	}

	private String find(String name) {
		return this.names.of(name, (asked) -> {
			this.finds++;
			return "of " + asked;
		});
	}

}
