package dev.sluice.simulator;

import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Takes each call from its head to its end: reads it, logs it, answers it.
 */
final class CallHandler implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {

	static final String SCRIPT_HEADER = "x-sim-script";

	private final SimulatorOptions options;

	private final ScriptBook scripts;

	private final CallLog log;

	private final Clock clock;

	private final AtomicLong ids = new AtomicLong();

	CallHandler(SimulatorOptions options, ScriptBook scripts, CallLog log, Clock clock) {
		this.options = options;
		this.scripts = scripts;
		this.log = log;
		this.clock = clock;
	}

	@Override
	public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
		OngoingCall call = new OngoingCall(this.ids.incrementAndGet(), head(request));
		Channel channel = channelOf(response);
		ChannelFutureListener gone = (closed) -> ended(call, CallEnding.CANCELLED);
		channel.closeFuture().addListener(gone);
		return read(request).flatMap((body) -> {
			call.received(Arrays.copyOf(body, Math.min(body.length, this.options.loggedBody())), body.length);
			this.log.add(call);
			return answer(call, body, response, channel);
		}).then(Mono.fromRunnable(() -> {
			channel.closeFuture().removeListener(gone);
			ended(call, CallEnding.COMPLETE);
		}));
	}

	private Mono<Void> answer(OngoingCall call, byte[] body, HttpServerResponse response, Channel channel) {
		Script script = Script.NONE;
		Answer answer;
		int said = 0;
		Endpoint endpoint = Endpoint.of(call.head());
		try {
			if (body.length > this.options.maxBody()) {
				throw new RefusedException(413, "The body is larger than " + this.options.maxBody() + " bytes.");
			}
			Ask ask = AskReader.read(call, endpoint, body, this.clock.instant().getEpochSecond());
			script = this.scripts.scriptFor(ask.model(), call.head().header(SCRIPT_HEADER));
			Said spoken = Answers.to(ask, script, this.options);
			answer = spoken.answer();
			said = spoken.tokens();
		}
		catch (RefusedException ex) {
			answer = Errors.answer(endpoint.family(), ex.status(), String.valueOf(ex.getMessage()), Map.of());
		}
		catch (IllegalArgumentException ex) {
			answer = Errors.answer(endpoint.family(), 400, String.valueOf(ex.getMessage()), Map.of());
		}
		return new Delivery(response, channel, call, () -> ended(call, CallEnding.CUT), script, this.options)
			.send(answer, said);
	}

	/**
	 * Reads the body, keeping one byte more than is allowed at most.
	 */
	private Mono<byte[]> read(HttpServerRequest request) {
		int most = this.options.maxBody() + 1;
		return request.receive().reduceWith(ByteArrayOutputStream::new, (sum, part) -> {
			byte[] bytes = new byte[Math.min(part.readableBytes(), most - sum.size())];
			part.readBytes(bytes);
			sum.writeBytes(bytes);
			return sum;
		}).map(ByteArrayOutputStream::toByteArray);
	}

	private void ended(OngoingCall call, CallEnding how) {
		if (call.ended(how)) {
			this.log.add(call); // a request that broke off before its end was not logged
								// yet
			this.log.ended();
		}
	}

	private static Channel channelOf(HttpServerResponse response) {
		AtomicReference<Channel> channel = new AtomicReference<>();
		response.withConnection((connection) -> channel.set(connection.channel()));
		return Objects.requireNonNull(channel.get());
	}

	private static OngoingCall.Head head(HttpServerRequest request) {
		Map<String, List<String>> headers = new LinkedHashMap<>();
		request.requestHeaders()
			.forEach((header) -> headers
				.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), (name) -> new ArrayList<>(1))
				.add(header.getValue()));
		headers.replaceAll((name, values) -> List.copyOf(values));
		String uri = request.uri();
		int query = uri.indexOf('?');
		return new OngoingCall.Head(request.method().name(), (query < 0) ? uri : uri.substring(0, query),
				(query < 0) ? "" : uri.substring(query + 1), Collections.unmodifiableMap(headers));
	}

}
