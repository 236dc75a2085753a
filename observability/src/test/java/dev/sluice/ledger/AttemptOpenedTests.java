package dev.sluice.ledger;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AttemptOpenedTests {

	private static final Map<String, Integer> COLUMNS = Map.ofEntries(Map.entry("requestId", 512),
			Map.entry("tenant", 200), Map.entry("caller", 400), Map.entry("user", 1000), Map.entry("route", 400),
			Map.entry("dialect", 40), Map.entry("upstreamDialect", 40), Map.entry("operation", 40),
			Map.entry("requestedModel", 1000), Map.entry("provider", 200), Map.entry("model", 1000),
			Map.entry("credential", 200), Map.entry("tier", 100), Map.entry("priceVersion", 200));

	@Test
	void everyTextIsCutToItsColumn() throws ReflectiveOperationException {
		String text = "\0" + "x".repeat(5_000);
		AttemptOpened cut = opened(text, Map.of("x-run", text)).cut();
		for (RecordComponent part : AttemptOpened.class.getRecordComponents()) {
			if (part.getType() == String.class) {
				assertThat((String) part.getAccessor().invoke(cut)).as(part.getName())
					.isEqualTo(" " + "x".repeat(COLUMNS.get(part.getName()) - 1));
			}
		}
		assertThat(cut.metadata()).isEqualTo(Map.of("x-run", " " + "x".repeat(511)));
		assertThat(cut.cut()).isEqualTo(cut);
	}

	@Test
	void whatFitsStaysAsItIs() {
		AttemptOpened plain = opened("fits", Map.of());
		assertThat(plain.cut()).isEqualTo(plain);
		AttemptOpened bare = new AttemptOpened(plain.id(), "r", 2, plain.at(), "t", "c", null, null, "d", "u", "o",
				null, "p", null, null, "s", false, List.of(), Map.of("a", "b"), "v", 7, List.of());
		assertThat(bare.cut()).isEqualTo(bare);
	}

	@Test
	void staysAsItIsWhateverBecomesOfWhatItWasMadeOf() {
		Map<String, String> metadata = new HashMap<>(Map.of("x-run", "1"));
		AttemptOpened opened = opened("fits", metadata);
		metadata.put("x-run", "2");
		assertThat(opened.metadata()).isEqualTo(Map.of("x-run", "1"));
	}

	private static AttemptOpened opened(String text, Map<String, String> metadata) {
		return new AttemptOpened(UUID.randomUUID(), text, 1, Instant.EPOCH, text, text, text, text, text, text, text,
				text, text, text, text, text, true, List.of("tag"), metadata, text, 5,
				List.of(new AllowanceKey("key:a", "lifetime")));
	}

}
