package dev.sluice.intake;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * One row of the endpoint table: what a path carries and which requests it takes.
 *
 * @param dialect the wire format
 * @param media the kinds of body that it takes
 * @param inPath whether model and stream flag stand in the path
 * @param model the model named by the path, or null
 * @param stream whether the path asks for a stream
 */
record Endpoint(Dialect dialect, Media media, boolean inPath, @Nullable String model, boolean stream) {

	/** Which bodies an endpoint takes. */
	enum Media {

		/** None: the endpoint is asked with GET or HEAD. */
		NONE,
		/** JSON. */
		JSON,
		/** A form with files. */
		MULTIPART,
		/** Either. */
		JSON_OR_MULTIPART

	}

	static Endpoint of(Dialect dialect, Media media) {
		return new Endpoint(dialect, media, false, null, false);
	}

	static Endpoint inPath(Dialect dialect, Media media, String model, boolean stream) {
		return new Endpoint(dialect, media, true, model, stream);
	}

	/** The value of {@code Allow}. */
	String allow() {
		return switch (this.dialect.operation()) {
			case PING -> "HEAD";
			case MODELS -> "GET, HEAD";
			default -> "POST";
		};
	}

	/**
	 * Why the borders of a message cannot be trusted, or null when they can. A server in
	 * front that understood any other coding otherwise than ours does would see another
	 * end of this request, and another request behind it.
	 */
	static @Nullable GatewayException framingRefusal(ServerHttpRequest request) {
		List<String> codings = request.getHeaders().get(HttpHeaders.TRANSFER_ENCODING);
		if (codings == null || codings.isEmpty()
				|| (codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"))) {
			return null;
		}
		return new GatewayException(ErrorKind.INVALID_REQUEST,
				"The only transfer-encoding that is taken is chunked, once.");
	}

	/** Why request line and headers of a known caller cannot be taken, or null. */
	@Nullable GatewayException refusal(ServerHttpRequest request) {
		HttpHeaders headers = request.getHeaders();
		String upgrade = headers.getFirst(HttpHeaders.UPGRADE);
		if (upgrade != null && upgrade.regionMatches(true, 0, "websocket", 0, 9)) {
			return new GatewayException(ErrorKind.UPGRADE_REFUSED,
					"WebSocket is not offered at this path. Use plain HTTP with a streamed answer.");
		}
		if (!takes(request.getMethod())) {
			return new GatewayException(ErrorKind.METHOD_NOT_ALLOWED, "This path takes " + allow() + " only.");
		}
		return this.media.equals(Media.NONE) ? null : mediaRefusal(headers.getFirst(HttpHeaders.CONTENT_TYPE));
	}

	private boolean takes(HttpMethod method) {
		return switch (this.dialect.operation()) {
			case PING -> HttpMethod.HEAD.equals(method);
			case MODELS -> HttpMethod.GET.equals(method) || HttpMethod.HEAD.equals(method);
			default -> HttpMethod.POST.equals(method);
		};
	}

	private @Nullable GatewayException mediaRefusal(@Nullable String contentType) {
		if (isMultipart(contentType) ? this.media != Media.JSON
				: isJson(contentType) && this.media != Media.MULTIPART) {
			return null;
		}
		return new GatewayException(ErrorKind.UNSUPPORTED_MEDIA_TYPE, switch (this.media) {
			case MULTIPART -> "This path takes multipart/form-data. Set the content-type with its boundary.";
			case JSON_OR_MULTIPART -> "This path takes application/json or multipart/form-data.";
			default -> "This path takes JSON. Set content-type: application/json.";
		});
	}

	static boolean isMultipart(@Nullable String contentType) {
		return contentType != null && contentType.regionMatches(true, 0, "multipart/form-data", 0, 19);
	}

	private static boolean isJson(@Nullable String contentType) {
		if (contentType == null) {
			return true;
		}
		int end = contentType.indexOf(';');
		end = (end < 0) ? contentType.length() : end;
		while (end > 0 && contentType.charAt(end - 1) <= ' ') {
			end--;
		}
		return end == 0 || (end == 16 && contentType.regionMatches(true, 0, "application/json", 0, 16))
				|| (end > 5 && contentType.regionMatches(true, end - 5, "+json", 0, 5));
	}

}
