package com.example.shop;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the shop's own clients send. */
final class OwnCalls {

	private OwnCalls() {
	}

	/** Every answer under the line of its request. */
	static Map<String, Answer> answers(RunningShop shop, String... headers) {
		Map<String, Answer> answers = new LinkedHashMap<>();
		for (String line : new String[] { "GET /orders/7?page=2&key=x", "DELETE /orders/7", "HEAD /orders/7",
				"GET /orders/broken", "POST /orders", "PUT /orders/7", "GET /api/hello", "HEAD /api/hello",
				"POST /api/chat", "GET /api/health", "GET /stock", "GET /", "GET /health", "GET /dashboard",
				"GET /nothing", "POST /nothing", "GET /providers", "GET /config", "GET /metrics", "GET /docs",
				"GET /v2/chat/completions", "GET /actuator/health", "GET /actuator/gateway/routes/orders" }) {
			answers.put(line, answer(shop, line, headers));
		}
		answers.put("preflight", shop.send("OPTIONS", "/orders/7", BodyPublishers.noBody(),
				with(headers, "origin", "https://shop.example.com", "access-control-request-method", "POST")));
		answers.put("foreign preflight", shop.send("OPTIONS", "/orders/7", BodyPublishers.noBody(),
				with(headers, "origin", "https://elsewhere.example", "access-control-request-method", "POST")));
		answers.put("other origin", shop.get("/orders/7", with(headers, "origin", "https://shop.example.com")));
		return answers;
	}

	private static Answer answer(RunningShop shop, String line, String... headers) {
		String method = line.substring(0, line.indexOf(' '));
		boolean body = method.startsWith("P");
		return shop.send(method, line.substring(line.indexOf(' ') + 1),
				body ? BodyPublishers.ofString("{\"model\":\"gpt-4o\",\"model\":\"twice\"}") : BodyPublishers.noBody(),
				body ? with(headers, "content-type", "application/json") : headers);
	}

	private static String[] with(String[] headers, String... more) {
		String[] all = java.util.Arrays.copyOf(headers, headers.length + more.length);
		System.arraycopy(more, 0, all, headers.length, more.length);
		return all;
	}

}
