package dev.sluice.declare;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.sluice.resolve.AiUri;

/** Asks whether what rules, aliases, groups and routes lead to exists. */
final class TargetCheck {

	private final ProviderNames providers;

	private final Problems problems;

	TargetCheck(ProviderNames providers, Problems problems) {
		this.providers = providers;
		this.problems = problems;
	}

	void check(RouteSet set) {
		set.rules().forEach((rule) -> rule.providers().forEach((name) -> provider(name.place(), name.text())));
		set.aliases().forEach((alias) -> alias.targets().forEach((target) -> target(target, true)));
		set.groups().forEach((group) -> group.targets().forEach((target) -> target(target, false)));
		for (RouteEntry route : set.routes()) {
			if (route.uri() != null) {
				uri(route.uri(), set);
			}
		}
	}

	private void target(Reference target, boolean needsModel) {
		int slash = target.text().indexOf('/');
		if (slash == 0 || slash == target.text().length() - 1 || (slash < 0 && needsModel)) {
			this.problems.add(target.place(),
					"'" + target.text() + "' must have the form provider/model; write one such as openai/gpt-4o");
			return;
		}
		provider(target.place(), (slash < 0) ? target.text() : target.text().substring(0, slash));
	}

	private void provider(Place place, String name) {
		if (!this.providers.known().test(name)) {
			List<String> nearest = this.providers.nearest().apply(name);
			this.problems.add(place, "unknown provider '" + name + "'; " + (nearest.isEmpty()
					? "declare it in the provider catalogue" : "did you mean " + String.join(", ", nearest) + "?"));
		}
	}

	private void uri(Reference reference, RouteSet set) {
		URI uri = RouteUri.parse(reference, this.problems);
		if (uri == null || !AiUri.SCHEME.equals(uri.getScheme())) {
			return;
		}
		AiUri target = AiUri.parse(uri);
		String name = target.name();
		if (name == null) {
			return;
		}
		switch (target.kind()) {
			case PROVIDER -> provider(reference.place(), name);
			case GROUP -> among(reference, "group", name, set.groups());
			case MODEL -> among(reference, "alias", name, set.aliases());
			default -> {
				// Tiers are the catalogue's, and may be empty at the moment.
			}
		}
	}

	private void among(Reference reference, String what, String name, List<TargetsEntry> declared) {
		Set<String> names = declared.stream().map(TargetsEntry::id).collect(Collectors.toSet());
		if (!names.contains(name)) {
			this.problems.unknown(reference.place(), what, name, names);
		}
	}

}
