package dev.sluice.app;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.springframework.context.support.GenericApplicationContext;

import dev.sluice.record.CallRecord;
import dev.sluice.record.CallRecordSink;

/** Keeps the records of calls, to be found by their answers. */
final class RecordedCalls implements CallRecordSink {

	private final Map<String, CompletableFuture<CallRecord>> records = new ConcurrentHashMap<>();

	void register(GenericApplicationContext context) {
		context.registerBean("recordedCalls", RecordedCalls.class, () -> this);
	}

	@Override
	public void accept(CallRecord record) {
		of(record.requestId()).complete(record);
	}

	/** The record of the first attempt behind an answer. */
	CallRecord of(HttpResponse<?> answer) {
		String id = answer.headers().firstValue("x-request-id").orElseThrow();
		return of(id).orTimeout(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS).join();
	}

	private CompletableFuture<CallRecord> of(String requestId) {
		return this.records.computeIfAbsent(requestId, (id) -> new CompletableFuture<>());
	}

}
