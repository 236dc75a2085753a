package dev.sluice.declare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

import dev.sluice.declare.YamlReading.Member;

/** Reads the shape of a route file. Whether its names exist is asked later. */
final class RouteFileParser {

	private static final List<String> SECTIONS = List.of("routes", "aliases", "rules", "groups");

	private static final List<String> RULE_KEYS = List.of("id", "match", "provider", "providers", "enabled");

	private final YamlReading reading;

	private final RouteParser routes;

	private RouteFileParser(YamlReading reading) {
		this.reading = reading;
		this.routes = new RouteParser(reading);
	}

	/**
	 * Reads a file.
	 * @param source the text
	 * @param problems where to report what is wrong
	 * @return what could be read
	 */
	static RouteFile parse(SourceText source, Problems problems) {
		Node root = YamlText.compose(source, problems);
		if (root == null || YamlReading.isNull(root)) {
			return RouteFile.EMPTY;
		}
		return new RouteFileParser(new YamlReading(source.name(), problems)).file(root);
	}

	private RouteFile file(Node root) {
		Map<String, Member> sections = this.reading.members(root, "a route file", SECTIONS);
		if (sections == null) {
			return RouteFile.EMPTY;
		}
		return new RouteFile(
				this.reading.list(sections.get("routes"), "'routes'")
					.stream()
					.map(this.routes::route)
					.filter(Objects::nonNull)
					.toList(),
				this.reading.list(sections.get("rules"), "'rules'")
					.stream()
					.map(this::rule)
					.filter(Objects::nonNull)
					.toList(),
				targets(sections.get("aliases"), "'aliases'"), targets(sections.get("groups"), "'groups'"));
	}

	private @Nullable RuleEntry rule(Node node) {
		Map<String, Member> members = this.reading.members(node, "a rule", RULE_KEYS);
		if (members == null) {
			return null;
		}
		String match = text(members.get("match"), "'match'");
		String id = text(members.get("id"), "'id'");
		id = (id != null) ? id : match;
		boolean enabled = this.reading.flag(members.get("enabled"), true);
		List<Reference> providers = providers(node, members);
		if (id == null) {
			this.reading.problem(node, "a rule needs 'match', a glob over models; add it, such as match: \"gpt-*\"");
			return null;
		}
		if (enabled && match == null) {
			this.reading.problem(node, "rule '" + id + "' has no 'match'; add a glob over models, such as \"gpt-*\"");
		}
		if (enabled && providers.isEmpty()) {
			this.reading.problem(node, "rule '" + id + "' names no provider; add 'provider: NAME'");
		}
		return new RuleEntry(id, this.reading.place(node), enabled, match, providers);
	}

	private List<Reference> providers(Node rule, Map<String, Member> members) {
		Member one = members.get("provider");
		Member several = members.get("providers");
		if (one != null && several != null) {
			this.reading.problem(rule, "a rule has either 'provider' or 'providers'; remove one of them");
		}
		Member given = (one != null) ? one : several;
		return (given != null) ? this.reading.references(given.value(), "a provider") : List.of();
	}

	private List<TargetsEntry> targets(@Nullable Member section, String what) {
		if (section == null || YamlReading.isNull(section.value())) {
			return List.of();
		}
		Map<String, Member> members = this.reading.members(section.value(), what);
		List<TargetsEntry> entries = new ArrayList<>();
		if (members != null) {
			members.forEach((name, member) -> entries.add(targets(name, member)));
		}
		return entries;
	}

	private TargetsEntry targets(String name, Member member) {
		Place place = this.reading.place(member.key());
		if (member.value() instanceof MappingNode) {
			Map<String, Member> members = this.reading.members(member.value(), "'" + name + "'", List.of("enabled"));
			boolean enabled = this.reading.flag((members != null) ? members.get("enabled") : null, true);
			if (enabled) {
				this.reading.problem(member.value(),
						"'" + name + "' needs targets; write one or a list, or 'enabled: false' to remove it");
			}
			return new TargetsEntry(name, place, enabled, List.of());
		}
		List<Reference> targets = this.reading.references(member.value(), "a target of '" + name + "'");
		if (targets.isEmpty()) {
			this.reading.problem(member.key(), "'" + name + "' has no target; add one such as openai/gpt-4o");
		}
		return new TargetsEntry(name, place, true, targets);
	}

	private @Nullable String text(@Nullable Member member, String what) {
		return (member != null) ? this.reading.text(member.value(), what) : null;
	}

}
