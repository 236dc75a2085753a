package dev.sluice.intake;

import java.time.Duration;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.wire.JoinedBody;

/** The body of one request as one array, within its bounds. */
final class BodyJoin extends Mono<JoinedBody> {

	private static final int FIRST_GROWTH = 16 * 1024;

	private final Flux<DataBuffer> source;

	private final int announced;

	private final int limit;

	private final JoinedBytes.Permit permit;

	private final BodyDeadlines deadlines;

	/**
	 * Creates a join.
	 * @param announced the length that the client announced and the permit covers, or -1
	 */
	BodyJoin(Flux<DataBuffer> source, int announced, int limit, JoinedBytes.Permit permit, BodyDeadlines deadlines) {
		this.source = source;
		this.announced = announced;
		this.limit = limit;
		this.permit = permit;
		this.deadlines = deadlines;
	}

	@Override
	public void subscribe(CoreSubscriber<? super JoinedBody> actual) {
		this.source.subscribe(new BodyJoining(actual, this));
	}

	int limit() {
		return this.limit;
	}

	int reserved() {
		return Math.max(0, this.announced);
	}

	JoinedBytes.Permit permit() {
		return this.permit;
	}

	BodyDeadlines deadlines() {
		return this.deadlines;
	}

	/** An announced length is taken exactly; otherwise arrays double. */
	int sizeFor(int present, int needed) {
		if (needed <= this.announced) {
			return this.announced;
		}
		if (present == 0) {
			return needed;
		}
		long doubled = Math.max(FIRST_GROWTH, 2L * present);
		return (int) Math.min(this.limit, Math.max(doubled, needed));
	}

	static GatewayException tooLarge(long limit) {
		return new GatewayException(ErrorKind.BODY_TOO_LARGE, "The body is larger than the " + limit
				+ " bytes that this gateway takes. Send a smaller one, or have sluice.http.max-body-size raised.");
	}

	static GatewayException overloaded() {
		return new GatewayException(ErrorKind.OVERLOADED,
				"The gateway holds as many request bodies as it has memory for. Try again shortly.")
			.retryAfter(Duration.ofSeconds(1));
	}

	static GatewayException tooSlow() {
		return new GatewayException(ErrorKind.REQUEST_TIMEOUT,
				"The body did not arrive in time. Send it faster, or in a smaller request.");
	}

}
