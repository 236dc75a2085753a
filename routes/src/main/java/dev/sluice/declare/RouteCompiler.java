package dev.sluice.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;

import dev.sluice.resolve.RoutingTables;
import dev.sluice.resolve.Rule;

/** Makes a snapshot of route files, or says everything that is wrong with them. */
final class RouteCompiler {

	private final RouteAssembly assembly;

	private final ProviderNames providers;

	private final RouteFile bundled;

	/**
	 * Creates a compiler.
	 * @param assembly builds routes
	 * @param providers which providers exist
	 * @param bundled the file that operators override
	 */
	RouteCompiler(RouteAssembly assembly, ProviderNames providers, RouteFile bundled) {
		this.assembly = assembly;
		this.providers = providers;
		this.bundled = bundled;
	}

	/**
	 * Compiles files as a whole.
	 * @param sources the operator's files, in the order of their names
	 * @param problems where to report what is wrong
	 * @return the snapshot, or null when there are problems
	 */
	synchronized @Nullable RouteSnapshot compile(List<SourceText> sources, Problems problems) {
		List<RouteFile> files = sources.stream().map((source) -> RouteFileParser.parse(source, problems)).toList();
		RouteSet set = RouteSet.merge(files, this.bundled, problems);
		new TargetCheck(this.providers, problems).check(set);
		Map<String, Object> contents = new LinkedHashMap<>();
		List<RouteView> views = new ArrayList<>();
		List<Route> routes = routes(set.routes(), contents, views, problems);
		List<Object> events = this.assembly.drainEvents();
		return problems.none()
				? new RouteSnapshot(routes, tables(set, contents), contents, events, RouteListing.of(views)) : null;
	}

	private List<Route> routes(List<RouteEntry> entries, Map<String, Object> contents, List<RouteView> views,
			Problems problems) {
		List<Route> routes = new ArrayList<>();
		for (RouteEntry entry : entries) {
			RouteDefinition definition = new RouteDefinition();
			Route route = this.assembly.assemble(entry, definition, problems);
			if (route != null) {
				routes.add(route);
				contents.put("route " + entry.id(), definition);
				views.add(RouteView.of(definition, entry.place()));
			}
		}
		return routes;
	}

	private static RoutingTables tables(RouteSet set, Map<String, Object> contents) {
		List<Rule> rules = new ArrayList<>();
		for (RuleEntry entry : set.rules()) {
			if (entry.match() != null) {
				Rule rule = new Rule(entry.id(), entry.match(), texts(entry.providers()));
				rules.add(rule);
				contents.put("rule " + entry.id(), rule);
			}
		}
		return new RoutingTables(rules, targets("alias ", set.aliases(), contents),
				targets("group ", set.groups(), contents));
	}

	private static Map<String, List<String>> targets(String kind, List<TargetsEntry> entries,
			Map<String, Object> contents) {
		Map<String, List<String>> targets = new LinkedHashMap<>();
		for (TargetsEntry entry : entries) {
			List<String> texts = texts(entry.targets());
			targets.put(entry.id(), texts);
			contents.put(kind + entry.id(), texts);
		}
		return targets;
	}

	private static List<String> texts(List<Reference> references) {
		return references.stream().map(Reference::text).toList();
	}

}
