package dev.sluice.admin;

import org.springframework.http.HttpMethod;

import dev.sluice.call.Permission;

/**
 * One operation of the administration API. Any bean of this type is served under
 * {@code sluice.admin.base-path}, to callers that hold its permission.
 *
 * @param method the method; GET answers HEAD as well
 * @param path the path behind the base path, in Spring's pattern syntax, such as
 * {@code /keys/{id}}
 * @param permission what the caller must hold; ADMIN for everything but GET
 * @param handler what answers
 */
public record AdminEndpoint(HttpMethod method, String path, Permission permission, AdminHandler handler) {

	/** Refuses endpoints that would let too many in. */
	public AdminEndpoint {
		if (!path.startsWith("/")) {
			throw new IllegalArgumentException("The path of an admin endpoint begins with a slash: " + path);
		}
		if (method != HttpMethod.GET && permission != Permission.ADMIN) {
			throw new IllegalArgumentException(method + " " + path + " needs ADMIN; only GET may ask for less.");
		}
	}

	/**
	 * An operation that shows something.
	 * @param path the path behind the base path
	 * @param permission READ for what any reader of the tenant may see, ADMIN for the
	 * rest
	 * @param handler what answers
	 * @return the endpoint
	 */
	public static AdminEndpoint get(String path, Permission permission, AdminHandler handler) {
		return new AdminEndpoint(HttpMethod.GET, path, permission, handler);
	}

	/**
	 * An operation that does or adds something.
	 * @param path the path behind the base path
	 * @param handler what answers
	 * @return the endpoint, for admins
	 */
	public static AdminEndpoint post(String path, AdminHandler handler) {
		return new AdminEndpoint(HttpMethod.POST, path, Permission.ADMIN, handler);
	}

	/**
	 * An operation that replaces something.
	 * @param path the path behind the base path
	 * @param handler what answers
	 * @return the endpoint, for admins
	 */
	public static AdminEndpoint put(String path, AdminHandler handler) {
		return new AdminEndpoint(HttpMethod.PUT, path, Permission.ADMIN, handler);
	}

	/**
	 * An operation that changes a part of something.
	 * @param path the path behind the base path
	 * @param handler what answers
	 * @return the endpoint, for admins
	 */
	public static AdminEndpoint patch(String path, AdminHandler handler) {
		return new AdminEndpoint(HttpMethod.PATCH, path, Permission.ADMIN, handler);
	}

	/**
	 * An operation that removes something.
	 * @param path the path behind the base path
	 * @param handler what answers
	 * @return the endpoint, for admins
	 */
	public static AdminEndpoint delete(String path, AdminHandler handler) {
		return new AdminEndpoint(HttpMethod.DELETE, path, Permission.ADMIN, handler);
	}

}
