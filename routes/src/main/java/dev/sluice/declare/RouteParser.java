package dev.sluice.declare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

import dev.sluice.declare.FactoryLine.Argument;
import dev.sluice.declare.YamlReading.Member;

/** Reads the shape of one element of {@code routes}. */
final class RouteParser {

	static final List<String> KEYS = List.of("id", "uri", "order", "predicates", "filters", "metadata", "enabled");

	private final YamlReading reading;

	RouteParser(YamlReading reading) {
		this.reading = reading;
	}

	@Nullable RouteEntry route(Node node) {
		Map<String, Member> members = this.reading.members(node, "a route", KEYS);
		if (members == null) {
			return null;
		}
		Member idMember = members.get("id");
		if (idMember == null) {
			this.reading.problem(node, "a route needs an 'id'; add one that no other route has");
			return null;
		}
		String id = this.reading.text(idMember.value(), "'id'");
		if (id == null) {
			return null;
		}
		boolean enabled = this.reading.flag(members.get("enabled"), true);
		Member uri = members.get("uri");
		Map<String, Object> metadata = new LinkedHashMap<>();
		Map<String, Place> places = new LinkedHashMap<>();
		metadata(members.get("metadata"), metadata, places);
		RouteEntry route = new RouteEntry(id, this.reading.place(node), enabled,
				(uri != null) ? this.reading.reference(uri.value(), "'uri'") : null,
				this.reading.number(members.get("order")), lines(members.get("predicates"), "'predicates'", true),
				lines(members.get("filters"), "'filters'", false), metadata, places);
		check(route, node);
		return route;
	}

	private void check(RouteEntry route, Node node) {
		if (route.enabled() && route.uri() == null) {
			this.reading.problem(node, "route '" + route.id() + "' has no 'uri'; add one, such as uri: ai://auto");
		}
		if (route.enabled() && route.predicates().isEmpty()) {
			this.reading.problem(node, "route '" + route.id()
					+ "' has no 'predicates' and would take every request; add one, such as AiOperation=chat");
		}
	}

	private void metadata(@Nullable Member member, Map<String, Object> metadata, Map<String, Place> places) {
		if (member == null || YamlReading.isNull(member.value())) {
			return;
		}
		Map<String, Member> members = this.reading.members(member.value(), "'metadata'");
		if (members != null) {
			members.forEach((name, setting) -> {
				Object value = FreeValue.of(setting.value(), this.reading);
				if (value != null) {
					metadata.put(name, value);
					places.put(name, this.reading.place(setting.value()));
				}
			});
		}
	}

	private List<FactoryLine> lines(@Nullable Member member, String what, boolean needsArguments) {
		return this.reading.list(member, what)
			.stream()
			.map((node) -> line(node, needsArguments))
			.filter(Objects::nonNull)
			.toList();
	}

	private @Nullable FactoryLine line(Node node, boolean needsArguments) {
		if (!(node instanceof ScalarNode scalar)) {
			return expanded(node);
		}
		String text = scalar.getValue();
		int equals = text.indexOf('=');
		if (equals == 0 || text.isBlank() || (equals < 0 && needsArguments)) {
			this.reading.problem(node, "'" + text + "' must have the form Name=arguments; see docs/routes.md");
			return null;
		}
		Place place = this.reading.place(node);
		return (equals < 0) ? new FactoryLine(place, text.trim(), "", List.of())
				: new FactoryLine(place, text.substring(0, equals).trim(), text.substring(equals + 1), List.of());
	}

	private @Nullable FactoryLine expanded(Node node) {
		Map<String, Member> members = this.reading.members(node, "a predicate or filter", List.of("name", "args"));
		Member name = (members != null) ? members.get("name") : null;
		if (members == null || name == null) {
			this.reading.problem(node,
					"a predicate or filter is written Name=arguments, or with the keys 'name' and 'args'");
			return null;
		}
		String text = this.reading.text(name.value(), "'name'");
		List<Argument> arguments = new ArrayList<>();
		Member args = members.get("args");
		if (args != null && !YamlReading.isNull(args.value())) {
			flattenMembers("", args.value(), arguments);
		}
		return (text != null) ? new FactoryLine(this.reading.place(node), text, null, arguments) : null;
	}

	private void flattenMembers(String prefix, Node node, List<Argument> arguments) {
		Map<String, Member> members = this.reading.members(node, "'args'");
		if (members != null) {
			members.forEach((name, member) -> flatten(prefix.isEmpty() ? name : prefix + "." + name, member.key(),
					member.value(), arguments));
		}
	}

	private void flatten(String path, Node name, Node node, List<Argument> arguments) {
		if (!this.reading.visit(node)) {
			return;
		}
		if (node instanceof ScalarNode scalar) {
			arguments.add(new Argument(this.reading.place(name), path, scalar.getValue()));
		}
		else if (node instanceof SequenceNode list) {
			for (int index = 0; index < list.getValue().size(); index++) {
				flatten(path + "[" + index + "]", name, list.getValue().get(index), arguments);
			}
		}
		else {
			flattenMembers(path, node, arguments);
		}
	}

}
