package dev.sluice.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * An answer of which a test must know when its first part has come.
 *
 * @param status its status
 * @param body all of its body
 */
record WatchedReply(int status, String body) {

	private static final HttpClient HTTP = HttpClient.newHttpClient();

	/**
	 * Posts JSON and reads the answer.
	 * @param request with its path and headers
	 * @param json what to send
	 * @param sign what the first part ends with
	 * @param seen told once, as soon as the sign was read
	 * @return the whole answer
	 */
	static WatchedReply read(HttpRequest.Builder request, String json, String sign, Runnable seen) throws Exception {
		HttpResponse<InputStream> response = HTTP.send(request.header("content-type", "application/json")
			.timeout(Duration.ofSeconds(30))
			.POST(HttpRequest.BodyPublishers.ofString(json))
			.build(), HttpResponse.BodyHandlers.ofInputStream());
		try (InputStream in = response.body()) {
			return new WatchedReply(response.statusCode(), read(in, sign, seen));
		}
	}

	private static String read(InputStream in, String sign, Runnable seen) throws IOException {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		boolean told = false;
		for (int next = in.read(); next >= 0; next = in.read()) {
			all.write(next);
			if (!told && all.toString(StandardCharsets.UTF_8).endsWith(sign)) {
				told = true;
				seen.run();
			}
		}
		return all.toString(StandardCharsets.UTF_8);
	}

}
