package dev.sluice.admin;

import reactor.core.publisher.Mono;

/** Answers one kind of request of the administration API. */
@FunctionalInterface
public interface AdminHandler {

	/**
	 * Answers a request whose caller is known and permitted. Runs on an event loop: files
	 * and other blocking work belong on {@code Schedulers.boundedElastic()}.
	 * @param request the request
	 * @return the reply; an error becomes a problem document
	 */
	Mono<AdminReply> handle(AdminRequest request);

}
