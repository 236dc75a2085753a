package dev.sluice.record;

import java.util.List;

import reactor.core.publisher.Mono;

import dev.sluice.admin.AdminHandler;
import dev.sluice.admin.AdminReply;
import dev.sluice.admin.AdminRequest;
import dev.sluice.admin.Page;
import dev.sluice.admin.PageRequest;
import dev.sluice.call.Caller;
import dev.sluice.call.Permission;

/**
 * {@code GET /records}: what this node's latest calls came to, newest first; to callers
 * that are no admins only those of their own tenant.
 */
final class RecordsEndpoint implements AdminHandler {

	private final RecentRecords recent;

	RecordsEndpoint(RecentRecords recent) {
		this.recent = recent;
	}

	@Override
	public Mono<AdminReply> handle(AdminRequest request) {
		PageRequest page = request.page();
		Caller reader = request.caller();
		List<RecentRecords.Entry> found = this.recent.before(page.number(Long.MAX_VALUE), page.limit() + 1,
				(call) -> mayRead(reader, call));
		return Mono.just(AdminReply.ok(page(page, found)));
	}

	private static boolean mayRead(Caller reader, CallRecord call) {
		return reader.may(Permission.ADMIN)
				|| (call.caller() != null && call.caller().tenant().equals(reader.tenant()));
	}

	// One more than asked for was read, to know whether there is a next page.
	private static Page<RecordView> page(PageRequest page, List<RecentRecords.Entry> found) {
		boolean more = found.size() > page.limit();
		List<RecentRecords.Entry> shown = more ? found.subList(0, page.limit()) : found;
		String next = more ? page.next(Long.toString(shown.get(shown.size() - 1).position())) : null;
		return new Page<>(shown.stream().map((entry) -> RecordView.of(entry.record())).toList(), next);
	}

}
