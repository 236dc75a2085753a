package dev.sluice.dispatch;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.PrematureChannelClosureException;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Target;

/** What the exceptions of the HTTP client mean for an attempt. */
final class Failures {

	private Failures() {
	}

	static AttemptFailure of(Throwable error, Target target) {
		if (error instanceof AttemptFailure failure) {
			return failure;
		}
		if (error instanceof GatewayException refusal) {
			return failure(refusal.kind(), "bad-answer", refusal.clientMessage(), false);
		}
		if (error instanceof PoolAcquirePendingLimitException || error instanceof PoolAcquireTimeoutException
				|| error instanceof TimeoutException) {
			return failure(ErrorKind.OVERLOADED, "pool-full", "All connections to provider " + target.provider()
					+ " are in use. Repeat the call later, or raise sluice.upstream.max-connections.", true);
		}
		if (error instanceof ConnectTimeoutException) {
			return unreachable("connect-timeout", "did not accept a connection in time", target, true);
		}
		if (error instanceof ConnectException) {
			return unreachable("refused", "refused the connection", target, true);
		}
		if (error instanceof NoRouteToHostException) {
			return unreachable("no-route", "has an address that no route leads to", target, true);
		}
		if (error instanceof UnknownHostException) {
			return unreachable("dns", "has an address that cannot be resolved", target, true);
		}
		if (error instanceof SSLException) {
			return unreachable("tls", "could not be reached over TLS", target, true);
		}
		// The decoder reports what it cannot read by several exceptions of the JDK's own.
		if ((error instanceof CodecException && !(error instanceof PrematureChannelClosureException))
				|| error instanceof IllegalArgumentException) {
			return failure(ErrorKind.UPSTREAM_BAD_ANSWER, "not-http",
					"Provider " + target.provider() + " answered what is not valid HTTP.", false);
		}
		if (error instanceof PrematureCloseException || error instanceof PrematureChannelClosureException
				|| error instanceof AbortedException || error instanceof IOException) {
			return unreachable("closed", "closed the connection before its answer was complete", target,
					error instanceof AbortedException);
		}
		return failure(ErrorKind.UPSTREAM_BAD_ANSWER, "error",
				"The call to provider " + target.provider() + " failed in a way the gateway does not know.", false);
	}

	static AttemptFailure stopping() {
		GatewayException failure = ClockWheel.stoppingFailure();
		return failure(failure.kind(), "stopping", failure.clientMessage(), false);
	}

	static AttemptFailure timeout(Target target, String clock) {
		return failure(ErrorKind.UPSTREAM_TIMEOUT, clock, "Provider " + target.provider()
				+ " sent no content within the " + clock + " limit (rule: " + target.rule() + ").", false);
	}

	static AttemptFailure unfinished(Target target) {
		return failure(ErrorKind.UPSTREAM_BAD_ANSWER, "unfinished",
				"Provider " + target.provider() + " did not finish its answer, and cannot be asked again.", false);
	}

	private static AttemptFailure unreachable(String reason, String what, Target target, boolean nothingSent) {
		return failure(ErrorKind.UPSTREAM_UNREACHABLE, reason,
				"Provider " + target.provider() + " " + what + " (chosen by rule '" + target.rule() + "').",
				nothingSent);
	}

	private static AttemptFailure failure(ErrorKind kind, String reason, String message, boolean nothingSent) {
		return new AttemptFailure(kind, reason, message, nothingSent, null);
	}

}
