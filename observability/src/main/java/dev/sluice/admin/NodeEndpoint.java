package dev.sluice.admin;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.call.Permission;
import dev.sluice.store.NodeInfo;
import dev.sluice.store.NodeSettings;
import dev.sluice.store.SluiceHome;

/** {@code GET /node}: what this node is, and to admins how it is set. */
final class NodeEndpoint implements AdminHandler {

	private final NodeInfo node;

	private final SluiceHome home;

	private final List<NodeSettings> settings;

	private final Clock clock;

	NodeEndpoint(NodeInfo node, SluiceHome home, List<NodeSettings> settings, Clock clock) {
		this.node = node;
		this.home = home;
		this.settings = List.copyOf(settings);
		this.clock = clock;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		boolean admin = request.caller().may(Permission.ADMIN);
		return Mono.just(AdminReply.ok(new View(this.node.id().value(), this.node.version(), this.node.startedAt(),
				Duration.between(this.node.startedAt(), this.clock.instant()).toSeconds(),
				admin ? this.node.id().lasting() : null, admin ? this.home.toString() : null,
				admin ? effective() : null)));
	}

	private Map<String, Object> effective() {
		Map<String, Object> all = new TreeMap<>();
		this.settings.forEach((source) -> all.putAll(source.settings()));
		return all;
	}

	private record View(String id, String version, Instant startedAt, long uptimeSeconds, @Nullable Boolean idLasting,
			@Nullable String home, @Nullable Map<String, Object> settings) {
	}

}
