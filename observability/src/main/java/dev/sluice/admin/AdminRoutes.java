package dev.sluice.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/** The table of all endpoints, the most specific path first. */
final class AdminRoutes {

	private final Map<PathPattern, Map<HttpMethod, AdminEndpoint>> table = new TreeMap<>();

	AdminRoutes(List<AdminEndpoint> endpoints) {
		for (AdminEndpoint endpoint : endpoints) {
			AdminEndpoint other = this.table
				.computeIfAbsent(PathPatternParser.defaultInstance.parse(endpoint.path()),
						(path) -> new LinkedHashMap<>())
				.put(endpoint.method(), endpoint);
			if (other != null) {
				throw new IllegalStateException("Two admin endpoints answer " + endpoint.method() + " "
						+ endpoint.path() + ". Remove one of the beans.");
			}
		}
	}

	Match match(HttpMethod method, String path) {
		PathContainer parsed = PathContainer.parsePath(path);
		for (Map.Entry<PathPattern, Map<HttpMethod, AdminEndpoint>> row : this.table.entrySet()) {
			PathPattern.PathMatchInfo info = row.getKey().matchAndExtract(parsed);
			if (info != null) {
				return new Match(choose(method, row.getValue()), info.getUriVariables());
			}
		}
		throw new GatewayException(ErrorKind.NOT_FOUND,
				"Nothing answers at this path of the administration API. See docs/admin-api.md.");
	}

	private static AdminEndpoint choose(HttpMethod method, Map<HttpMethod, AdminEndpoint> endpoints) {
		AdminEndpoint endpoint = endpoints.get((method == HttpMethod.HEAD) ? HttpMethod.GET : method);
		if (endpoint == null) {
			throw AdminProblem
				.methodNotAllowed(String.join(", ", endpoints.keySet().stream().map(HttpMethod::name).toList()));
		}
		return endpoint;
	}

	/** What answers a request, and the variables of its path. */
	record Match(AdminEndpoint endpoint, Map<String, String> variables) {
	}

}
