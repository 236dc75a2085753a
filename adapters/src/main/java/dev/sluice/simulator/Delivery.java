package dev.sluice.simulator;

import java.time.Duration;
import java.util.List;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Sends one answer over one connection, as its script wants: in pieces, at its pace, and
 * with what goes wrong. One write and flush per piece.
 */
final class Delivery {

	private static final Duration DRIP = Duration.ofSeconds(1);

	private final HttpServerResponse response;

	private final Channel channel;

	private final OngoingCall call;

	private final Runnable cut;

	private final Script script;

	private final EventLoopClock timers;

	private final TokenClock tokens;

	Delivery(HttpServerResponse response, Channel channel, OngoingCall call, Runnable cut, Script script,
			SimulatorOptions options) {
		this.response = response;
		this.channel = channel;
		this.call = call;
		this.cut = cut;
		this.script = script;
		this.timers = new EventLoopClock(channel.eventLoop());
		this.tokens = new TokenClock(this.timers, script.duration(Directive.FIRST, options.firstToken()),
				script.rate(options.rate()));
	}

	/**
	 * Sends the answer.
	 * @param answer what to send
	 * @param said how many tokens a whole answer stands for
	 */
	Mono<Void> send(Answer answer, int said) {
		Mono<Void> headDelay = this.timers.after(this.script.duration(Directive.SLOW_HEADERS, Duration.ZERO));
		Directive fault = this.script.fault();
		if (fault == Directive.HANG) {
			return Mono.never();
		}
		if (fault == Directive.RESET) {
			return headDelay.then(close(true));
		}
		Mono<Void> speaking = answer.framing().streamed() ? Mono.empty() : this.tokens.wait(said);
		return headDelay.then(speaking).then(Mono.defer(() -> headAndBody(answer, fault)));
	}

	private Mono<Void> headAndBody(Answer answer, @Nullable Directive fault) {
		this.response.status(answer.status()).header("content-type", answer.contentType());
		this.response.header("x-simulated-call", Long.toString(this.call.id()));
		answer.headers().forEach(this.response::header);
		if (fault == Directive.TRUNCATE || !answer.framing().streamed()) {
			this.response.header("content-length", Long.toString(promised(answer, fault)));
		}
		Flux<byte[]> body = (fault == Directive.DRIP) ? drip(answer) : body(answer, fault);
		return this.response
			.send(Pieces.of(this.script, body)
				.doOnNext((piece) -> this.call.wrote(piece.length))
				.map(Unpooled::wrappedBuffer), (piece) -> true)
			.then()
			.then(Mono.defer(() -> ending(fault)));
	}

	private Flux<byte[]> body(Answer answer, @Nullable Directive fault) {
		if (fault == Directive.HANG_BODY) {
			return Flux.never();
		}
		if (answer.framing().streamed()) {
			return this.tokens.pace(FaultyBody.of(answer, this.script));
		}
		return Flux.fromIterable(FaultyBody.of(answer, this.script)).map((event) -> event.bytes().get());
	}

	private Flux<byte[]> drip(Answer answer) {
		Duration interval = this.script.duration(Directive.DRIP, DRIP);
		byte[] opening = FaultyBody.dripping(answer.framing());
		return Flux.generate(() -> 0, (Integer sent, SynchronousSink<byte[]> sink) -> {
			sink.next(new byte[] { (sent < opening.length) ? opening[sent] : (byte) '.' });
			return Math.min(sent + 1, opening.length);
		}).concatMap((one) -> this.timers.after(interval).thenReturn(one), 1);
	}

	private long promised(Answer answer, @Nullable Directive fault) {
		if (fault == Directive.DRIP) {
			return Integer.MAX_VALUE;
		}
		boolean broken = fault == Directive.STALL || fault == Directive.CUT || fault == Directive.CUT_RST;
		List<Answer.Event> events = broken ? answer.events() : FaultyBody.of(answer, this.script);
		long bytes = events.stream().mapToLong((event) -> event.bytes().get().length).sum();
		return (fault == Directive.TRUNCATE) ? bytes + 100 : bytes;
	}

	private Mono<Void> ending(@Nullable Directive fault) {
		if (fault == Directive.STALL) {
			return Mono.never();
		}
		if (fault == Directive.CUT_RST) {
			return close(true);
		}
		return (fault == Directive.CUT || fault == Directive.TRUNCATE) ? close(false) : Mono.empty();
	}

	/**
	 * Closes the connection without ending the message.
	 */
	private Mono<Void> close(boolean reset) {
		return Mono.defer(() -> {
			this.cut.run();
			if (reset) {
				this.channel.config().setOption(ChannelOption.SO_LINGER, 0);
			}
			this.channel.close();
			return Mono.never();
		});
	}

}
