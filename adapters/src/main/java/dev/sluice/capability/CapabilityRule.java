package dev.sluice.capability;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.catalog.Glob;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.Effort;

/**
 * One rule of a capability file.
 *
 * @param providers patterns of the providers it is for
 * @param models patterns of the models it is for
 * @param dialects the upstream's dialects it is for; none for all
 * @param anthropicVersion the version under which it holds, or null for any
 * @param can what such models take too
 * @param lacks what they refuse
 * @param efforts the only efforts they take; none to leave those of before
 * @param maxTemperature the highest temperature, or null to leave that of before
 * @param maxStops how many stop texts they take, or -1 to leave that of before
 * @param minBudget the smallest thinking budget, or -1 to leave that of before
 */
record CapabilityRule(List<Glob> providers, List<Glob> models, Set<Dialect> dialects, @Nullable String anthropicVersion,
		Set<Ability> can, Set<Ability> lacks, Set<Effort> efforts, @Nullable BigDecimal maxTemperature, int maxStops,
		int minBudget) {

	boolean matches(String provider, Dialect dialect, String model, @Nullable String version) {
		return (this.dialects.isEmpty() || this.dialects.contains(dialect))
				&& (this.anthropicVersion == null || this.anthropicVersion.equals(version))
				&& this.providers.stream().anyMatch((glob) -> glob.matches(provider))
				&& this.models.stream().anyMatch((glob) -> glob.matches(model));
	}

	Capabilities over(Capabilities before) {
		Capabilities after = before.with(this.can.toArray(Ability[]::new)).without(this.lacks.toArray(Ability[]::new));
		return new Capabilities(after.abilities(), this.efforts.isEmpty() ? after.efforts() : this.efforts,
				(this.maxTemperature != null) ? this.maxTemperature : after.maxTemperature(),
				(this.maxStops >= 0) ? this.maxStops : after.maxStops(),
				(this.minBudget >= 0) ? this.minBudget : after.minBudget());
	}

}
