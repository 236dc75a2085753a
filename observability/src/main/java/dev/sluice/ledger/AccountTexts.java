package dev.sluice.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

/**
 * Who pays, as the ledger's column has it: a JSON array of {@code account@period}. Most
 * rows of a batch name the same few accounts, whose text is written once.
 */
final class AccountTexts {

	private final Map<List<AllowanceKey>, String> texts = new HashMap<>();

	/** The text of these accounts. */
	String of(List<AllowanceKey> keys) {
		return keys.isEmpty() ? "[]" : this.texts.computeIfAbsent(keys, AccountTexts::write);
	}

	static String write(List<AllowanceKey> keys) {
		return JsonMapper.shared()
			.writeValueAsString(keys.stream().map((key) -> key.account() + "@" + key.period()).toList());
	}

}
