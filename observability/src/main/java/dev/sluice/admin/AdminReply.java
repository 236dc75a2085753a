package dev.sluice.admin;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.codec.ServerSentEvent;

/** What the administration API answers. Bodies are values, written as JSON. */
public final class AdminReply {

	private final HttpStatus status;

	private final HttpHeaders headers = new HttpHeaders();

	private final @Nullable Object body;

	private final @Nullable Flux<ServerSentEvent<Object>> events;

	private AdminReply(HttpStatus status, @Nullable Object body, @Nullable Flux<ServerSentEvent<Object>> events) {
		this.status = status;
		this.body = body;
		this.events = events;
	}

	/**
	 * Here it is.
	 * @param body a record, map, list or {@link Page}
	 * @return a reply of status 200
	 */
	public static AdminReply ok(Object body) {
		return new AdminReply(HttpStatus.OK, body, null);
	}

	/**
	 * It was made.
	 * @param location its path behind the server's address
	 * @param body what was made
	 * @return a reply of status 201
	 */
	public static AdminReply created(String location, Object body) {
		return new AdminReply(HttpStatus.CREATED, body, null).header(HttpHeaders.LOCATION, location);
	}

	/**
	 * It will be done.
	 * @param body how to follow it
	 * @return a reply of status 202
	 */
	public static AdminReply accepted(Object body) {
		return new AdminReply(HttpStatus.ACCEPTED, body, null);
	}

	/**
	 * Done, and there is nothing to say.
	 * @return a reply of status 204
	 */
	public static AdminReply noContent() {
		return new AdminReply(HttpStatus.NO_CONTENT, null, null);
	}

	/**
	 * A stream of events, kept open by comments while nothing happens.
	 * @param events events whose data is written as JSON; an error before the first event
	 * becomes a problem document
	 * @return a reply of status 200
	 */
	public static AdminReply events(Flux<ServerSentEvent<Object>> events) {
		return new AdminReply(HttpStatus.OK, null, events);
	}

	static AdminReply problem(AdminProblem problem, AdminProblem.Document document) {
		AdminReply reply = new AdminReply(problem.status(), document, null);
		reply.headers.set(HttpHeaders.CONTENT_TYPE, "application/problem+json");
		problem.headers().forEach(reply.headers::set);
		return reply;
	}

	/**
	 * Names the version of what is shown. A GET whose {@code If-None-Match} names the
	 * same version is answered 304.
	 * @param version letters, digits and the like, without quotes
	 * @return this reply
	 */
	public AdminReply etag(String version) {
		return header(HttpHeaders.ETAG, new ETag(version, false).formattedTag());
	}

	/**
	 * Sets a header.
	 * @param name its name
	 * @param value its value
	 * @return this reply
	 */
	public AdminReply header(String name, String value) {
		this.headers.set(name, value);
		return this;
	}

	HttpStatus status() {
		return this.status;
	}

	HttpHeaders headers() {
		return this.headers;
	}

	@Nullable Object body() {
		return this.body;
	}

	@Nullable Flux<ServerSentEvent<Object>> events() {
		return this.events;
	}

}
