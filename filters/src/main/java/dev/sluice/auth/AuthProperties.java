package dev.sluice.auth;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

import dev.sluice.call.Caller;
import dev.sluice.call.Permission;

/**
 * Who may call.
 *
 * @param mode whether a key is needed. The environment variable {@code SLUICE_AUTH} goes
 * before it.
 * @param adminKey the key that may change the gateway, at least 32 characters. The
 * environment variable {@code SLUICE_ADMIN_KEY} goes before it. Without either one is
 * made at every start.
 * @param logFirstKey whether a key that was made at start is written to the log, once,
 * when there is no other key to call with. True by default.
 * @param keys the keys that are known from the start.
 */
@ConfigurationProperties(prefix = "sluice.auth", ignoreUnknownFields = false)
public record AuthProperties(@DefaultValue("keys") Mode mode, @Nullable String adminKey,
		@DefaultValue("true") boolean logFirstKey, @DefaultValue List<DeclaredKey> keys) {

	/** Whether a key is needed. */
	public enum Mode {

		/** Every call needs a known key. */
		KEYS,

		/**
		 * Any key will do, and none. Only on a loopback address.
		 */
		OPEN

	}

	@Override
	public String toString() {
		return "AuthProperties[mode=" + this.mode + ", keys=" + this.keys.size() + "]";
	}

	/**
	 * One key, of which only the hash is written down.
	 *
	 * @param id what may be shown and logged.
	 * @param hash the SHA-256 of the whole key in hexadecimal, with or without
	 * {@code sha256:} before it.
	 * @param name what people call it. By default the id.
	 * @param tenant the organization that it belongs to.
	 * @param permissions what it may do: read, write, admin.
	 * @param models globs of the models that it may use, such as {@code gpt-4*}. All by
	 * default.
	 * @param tags labels for budgets and reports.
	 * @param enabled whether it may be used.
	 * @param expiresAt from when on it is refused, such as {@code 2027-01-31T00:00:00Z}.
	 * Never by default.
	 */
	public record DeclaredKey(String id, String hash, @Nullable String name,
			@DefaultValue(Caller.DEFAULT_TENANT) String tenant, @DefaultValue( {
					"read", "write" }) Set<Permission> permissions,
			@Nullable Set<String> models, @DefaultValue Set<String> tags, @DefaultValue("true") boolean enabled,
			@Nullable Instant expiresAt){

		/** Checks that the key can be told from others and be found. */
		public DeclaredKey {
			Assert.hasText(id, "a key under sluice.auth.keys has no id");
			Assert.hasText(hash, () -> "the key '" + id + "' under sluice.auth.keys has no hash");
		}

		StoredKey stored() {
			return new StoredKey(this.id, KeyDigest.parse(this.hash), (this.name != null) ? this.name : this.id,
					new Caller(this.tenant, this.id, this.permissions, this.models, this.tags), this.enabled,
					this.expiresAt);
		}

	}

}
