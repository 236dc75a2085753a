package dev.sluice.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client without habits: it sends the headers that it is told, and no key. */
final class PlainHttp {

	private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private PlainHttp() {
	}

	static HttpResponse<String> get(String url, String... headers) {
		return send(request(url, headers).GET(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	static HttpResponse<String> post(String url, String json, String... headers) {
		return send(json(url, json, headers), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
	}

	static HttpResponse<byte[]> postForBytes(String url, String json, String... headers) {
		return send(json(url, json, headers), HttpResponse.BodyHandlers.ofByteArray());
	}

	static HttpResponse<byte[]> postBytes(String url, byte[] body, String... headers) {
		return send(request(url, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)),
				HttpResponse.BodyHandlers.ofByteArray());
	}

	static JsonNode json(HttpResponse<String> response) {
		return JsonMapper.shared().readTree(response.body());
	}

	private static HttpRequest.Builder json(String url, String json, String... headers) {
		return request(url, headers).header("content-type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(json));
	}

	private static HttpRequest.Builder request(String url, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(15));
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	private static <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
		try {
			return HTTP.send(request.build(), body);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
