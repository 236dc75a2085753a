package dev.sluice.call;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Who calls. The tenant is a required part of every key, query and id that belongs to the
 * call.
 *
 * @param tenant the organization
 * @param id the public id of the key, or the subject of the token
 * @param permissions what the credential may do
 * @param models globs of the models it may use, or null for all
 * @param tags labels for budgets and reports
 */
public record Caller(String tenant, String id, Set<Permission> permissions, @Nullable Set<String> models,
		Set<String> tags) {

	/** The tenant of callers that belong to no organization. */
	public static final String DEFAULT_TENANT = "default";

	/** Checks that a caller can always be told from another. */
	public Caller {
		if (tenant.isBlank() || id.isBlank()) {
			throw new IllegalArgumentException("a caller needs a tenant and an id");
		}
		permissions = Set.copyOf(permissions);
		models = (models != null) ? Set.copyOf(models) : null;
		tags = Set.copyOf(tags);
	}

	/** Of what tells callers apart: calls look up what is known of theirs by it. */
	@Override
	public int hashCode() {
		return 31 * this.tenant.hashCode() + this.id.hashCode();
	}

	/**
	 * Whether the caller holds a permission.
	 * @param permission the one asked for
	 * @return true also for every permission of an admin
	 */
	public boolean may(Permission permission) {
		return this.permissions.contains(permission) || this.permissions.contains(Permission.ADMIN);
	}

}
