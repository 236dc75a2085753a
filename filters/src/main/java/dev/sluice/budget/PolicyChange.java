package dev.sluice.budget;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What was made of one policy while gateways ran. It counts as long as the configuration
 * says of the policy what it said then: whoever spoke last is right.
 *
 * @param name the policy
 * @param configured a digest of what the configuration said of it; empty when it had no
 * such policy
 * @param policy the policy from then on, or null when it was removed
 */
record PolicyChange(String name, String configured, @Nullable BudgetPolicy policy) {

	/** A change of a policy, made against what is configured. */
	static PolicyChange of(String name, @Nullable BudgetPolicy policy, List<BudgetPolicy> configured) {
		return new PolicyChange(name, digest(find(configured, name)), policy);
	}

	/** What is configured, with the changes that count. */
	static List<BudgetPolicy> apply(List<PolicyChange> changes, List<BudgetPolicy> configured) {
		Map<String, BudgetPolicy> policies = new LinkedHashMap<>();
		configured.forEach((policy) -> policies.put(policy.name(), policy));
		for (PolicyChange change : changes) {
			if (change.counts(configured)) {
				if (change.policy != null) {
					policies.put(change.name, change.policy);
				}
				else {
					policies.remove(change.name);
				}
			}
		}
		return new ArrayList<>(policies.values());
	}

	/** Whether the configuration has not said anything else since. */
	boolean counts(List<BudgetPolicy> configured) {
		return this.configured.equals(digest(find(configured, this.name)));
	}

	private static @Nullable BudgetPolicy find(List<BudgetPolicy> policies, String name) {
		return policies.stream().filter((policy) -> policy.name().equals(name)).findFirst().orElse(null);
	}

	private static String digest(@Nullable BudgetPolicy policy) {
		if (policy == null) {
			return "";
		}
		try {
			byte[] json = JsonMapper.shared().writeValueAsString(policy).getBytes(StandardCharsets.UTF_8);
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
