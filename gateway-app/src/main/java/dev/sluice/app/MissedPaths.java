package dev.sluice.app;

import java.util.Map;

import org.springframework.boot.web.error.ErrorAttributeOptions;
import org.springframework.boot.webflux.error.DefaultErrorAttributes;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Tells whoever calls a path that nobody serves what a base URL looks like. */
@Component
class MissedPaths extends DefaultErrorAttributes {

	private static final Integer NOT_FOUND = 404;

	private static final String HINT = "Nothing is served at this path. The base URL of OpenAI clients ends with /v1; "
			+ "that of Anthropic and Gemini clients has no path.";

	@Override
	public Map<String, Object> getErrorAttributes(ServerRequest request, ErrorAttributeOptions options) {
		Map<String, Object> attributes = super.getErrorAttributes(request, options);
		if (NOT_FOUND.equals(attributes.get("status"))) {
			attributes.put("message", HINT);
		}
		return attributes;
	}

}
