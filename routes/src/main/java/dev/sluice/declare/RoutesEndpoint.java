package dev.sluice.declare;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.sluice.admin.AdminHandler;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.AdminRequest;
import dev.sluice.admin.Page;
import dev.sluice.admin.PageRequest;

/**
 * {@code GET /routes}: the declared routes in force, in the order in which they are
 * tried. The pages of one set share their ETag.
 */
final class RoutesEndpoint implements AdminHandler {

	private final DeclaredRoutes routes;

	RoutesEndpoint(DeclaredRoutes routes) {
		this.routes = routes;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		PageRequest page = request.page();
		RouteListing listing = this.routes.listing();
		return Mono.just(AdminReply.ok(page(page, listing.routes())).etag(listing.version()));
	}

	private static Page<RouteView> page(PageRequest page, List<RouteView> all) {
		int from = (int) Math.max(0, Math.min(page.number(0), all.size()));
		int to = Math.min(from + page.limit(), all.size());
		return new Page<>(all.subList(from, to), (to < all.size()) ? page.next(Integer.toString(to)) : null);
	}

}
