package dev.sluice.dispatch;

import java.util.List;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.call.Admission;
import dev.sluice.call.ClientCall;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.call.Target;
import dev.sluice.translate.TranslationPolicy;

/**
 * The attempts of one call. Signals of one call come one at a time, so its state needs no
 * guard.
 */
final class Pursuit {

	private final Dispatcher dispatcher;

	private final ClientCall call;

	private final RoutePlan plan;

	private final Admission admission;

	private List<Target> targets;

	private final @Nullable EventLoop loop;

	private int made;

	private int position;

	private boolean repeated;

	private boolean substituted;

	private @Nullable AttemptFailure last;

	private @Nullable GatewayException refusal;

	private @Nullable GatewayException uncrossable;

	private final TranslationPolicy policy;

	Pursuit(Dispatcher dispatcher, ClientCall call, RoutePlan plan, Admission admission, List<Target> targets,
			@Nullable EventLoop loop, TranslationPolicy policy) {
		this.dispatcher = dispatcher;
		this.call = call;
		this.plan = plan;
		this.admission = admission;
		this.targets = targets;
		this.loop = loop;
		this.policy = policy;
	}

	Mono<Reply> next() {
		if (this.position >= this.targets.size() && this.refusal != null && !this.substituted) {
			this.substituted = true;
			this.targets = this.dispatcher.substitutes(this.call, this.admission.substitutes());
			this.position = 0;
		}
		if (this.position >= this.targets.size() || this.made >= this.plan.attempts() || timeIsUp()) {
			return exhausted();
		}
		Target target = this.targets.get(this.position++);
		return hold(target).onErrorResume(AttemptFailure.class, (failure) -> failed(target, failure))
			.onErrorResume(CrossingRefused.class, (refused) -> uncrossable(target, refused))
			.onErrorResume(RefusedHold.class, (refused) -> refused(target, refused));
	}

	private Mono<Reply> hold(Target target) {
		Intent intent = new Intent(target, this.made + 1, this.plan.routeId(), this.call.dialect());
		return this.admission.hold(this.call, intent)
			// Until its attempt takes it over, a call that is cancelled drops it.
			.doOnDiscard(Hold.class, Hold::release)
			.onErrorMap(GatewayException.class, RefusedHold::new)
			.flatMap((held) -> send(target, held));
	}

	// What is too dear at one target may be within the limits at the next.
	private Mono<Reply> refused(Target target, RefusedHold refused) {
		if (this.refusal == null) {
			this.refusal = refused.failure();
		}
		this.call.notes().add("budget", "refused", target + ": " + refused.failure().clientMessage());
		return next();
	}

	// What cannot be said to one provider may be said to the next.
	private Mono<Reply> uncrossable(Target target, CrossingRefused refused) {
		// Nothing was sent.
		this.made--;
		this.uncrossable = (this.uncrossable != null) ? this.uncrossable : refused.failure();
		this.call.notes().add("translate", "refused", target + ": " + refused.failure().clientMessage());
		return next();
	}

	private Mono<Reply> send(Target target, Hold hold) {
		this.made++;
		try {
			return this.dispatcher.attempt(this.call, this.plan, target, this.made, hold, this.loop, this.policy);
		}
		catch (RuntimeException ex) {
			hold.release();
			throw ex;
		}
	}

	private Mono<Reply> failed(Target target, AttemptFailure failure) {
		this.last = failure;
		this.call.notes().add("dispatch", failure.reason(), "attempt " + this.made + " to " + target);
		if (failure.nothingSent() && failure.reason().equals("closed") && !this.repeated) {
			// A pooled connection was dead before anything was sent: the same target
			// again.
			this.repeated = true;
			this.position--;
		}
		return next();
	}

	private boolean timeIsUp() {
		return this.made > 0 && System.nanoTime() - this.call.receivedNanos() >= this.plan.clocks().total().toNanos();
	}

	// The provider's own words go back where it answered; where it did not, ours.
	private Mono<Reply> exhausted() {
		AttemptFailure failure = this.last;
		if (failure == null) {
			GatewayException refused = (this.uncrossable != null) ? this.uncrossable : this.refusal;
			return Mono.error((refused != null) ? refused : new IllegalStateException("no target to try"));
		}
		if (failure.answer() != null) {
			return Mono.just(failure.answer());
		}
		return Mono.error(new GatewayException(failure.kind(), text(failure)));
	}

	private String text(AttemptFailure failure) {
		String message = String.valueOf(failure.getMessage());
		return (this.made > 1) ? message + " It was the last of " + this.made + " attempts." : message;
	}

}
