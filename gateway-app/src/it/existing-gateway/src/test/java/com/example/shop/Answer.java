package com.example.shop;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An answer without what differs from one call to the next. */
record Answer(int status, Map<String, List<String>> headers, String body) {

	static Answer of(HttpResponse<String> response) {
		Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
		headers.remove("date");
		return new Answer(response.statusCode(), headers,
				response.body()
					.replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"\"")
					.replaceAll("\"requestId\":\"[^\"]*\"", "\"requestId\":\"\""));
	}

	String header(String name) {
		return String.join("|", this.headers.getOrDefault(name, List.of()));
	}

}
