package dev.sluice.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Who pays and with what labels, as the ledger's columns have it: JSON arrays. Most rows
 * of a batch have the same few, whose text is written once.
 */
final class BatchTexts {

	private final Map<List<AllowanceKey>, String> accounts = new HashMap<>();

	private final Map<List<String>, String> tags = new HashMap<>();

	/** The text of these accounts: each {@code account@period}, in order. */
	String accounts(List<AllowanceKey> keys) {
		return keys.isEmpty() ? "[]" : this.accounts.computeIfAbsent(keys, BatchTexts::write);
	}

	/** The text of these labels. */
	String tags(List<String> tags) {
		return tags.isEmpty() ? "[]" : this.tags.computeIfAbsent(tags, JsonMapper.shared()::writeValueAsString);
	}

	static String write(List<AllowanceKey> keys) {
		return JsonMapper.shared()
			.writeValueAsString(keys.stream().sorted().map((key) -> key.account() + "@" + key.period()).toList());
	}

}
