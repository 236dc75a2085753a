package dev.sluice.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A setting that an entry asks for, such as an account in its address.
 *
 * @param name its name, in braces where the address needs it
 * @param env environment variables that hold it, first one wins
 * @param fallback its value when nobody sets it, or null
 * @param fallbackUrl the base URL when its value is the fallback, or null
 * @param optional whether the provider works without it
 */
record SettingEntry(String name, List<String> env, @Nullable String fallback, @Nullable String fallbackUrl,
		boolean optional) {
}
