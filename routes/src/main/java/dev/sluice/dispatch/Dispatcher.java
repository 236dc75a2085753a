package dev.sluice.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import dev.sluice.call.Admission;
import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Hold;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.Passage;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.resolve.AiUri;
import dev.sluice.resolve.TargetResolver;
import dev.sluice.strategy.RoutingStrategy;
import dev.sluice.translate.TranslationPolicy;

/**
 * Finds an answer to a call: the candidates in the order of the route's strategy, one
 * after the other, until one of them gives its first content.
 */
class Dispatcher {

	private static final AiUri AUTO = new AiUri(AiUri.Kind.AUTO, null);

	private final TargetResolver resolver;

	private final Map<String, RoutingStrategy> strategies;

	private final DispatchTools tools;

	Dispatcher(TargetResolver resolver, Map<String, RoutingStrategy> strategies, DispatchTools tools) {
		this.resolver = resolver;
		this.strategies = strategies;
		this.tools = tools;
	}

	/**
	 * Dispatches a call.
	 * @param call the call
	 * @param plan its route
	 * @param admission the ticket; without one there is no dispatch
	 * @param loop the event loop of the caller's connection, or null when not known
	 * @param policy what the route allows when dialects are crossed
	 * @return the decided reply, or an error of a {@link GatewayException}
	 */
	Mono<Reply> dispatch(ClientCall call, RoutePlan plan, Admission admission, @Nullable EventLoop loop,
			TranslationPolicy policy) {
		List<Target> targets = strategy(plan).order(call, this.resolver.resolve(call, plan.uri()));
		return new Pursuit(this, call, plan, admission, targets, loop, policy).next();
	}

	/**
	 * The targets of a call that is to be answered by other models than it asked for.
	 * @param call the call
	 * @param models such as {@code openai/gpt-4o-mini}
	 * @return those that exist and speak the call's dialect
	 */
	List<Target> substitutes(ClientCall call, List<String> models) {
		List<Target> targets = new ArrayList<>(models.size());
		for (String model : models) {
			ClientCall other = call.with(call.envelope().fromPath(model, call.envelope().stream()), call.body());
			try {
				targets.addAll(this.resolver.resolve(other, AUTO));
			}
			catch (GatewayException ex) {
				call.notes().add("budget", "substitute-skipped", model + ": " + ex.clientMessage());
			}
		}
		return targets;
	}

	private RoutingStrategy strategy(RoutePlan plan) {
		RoutingStrategy strategy = this.strategies.get(plan.strategy());
		if (strategy == null) {
			throw new GatewayException(ErrorKind.INTERNAL, "Route " + plan.routeId() + " names the strategy '"
					+ plan.strategy() + "'. Known strategies: " + this.strategies.keySet());
		}
		return strategy;
	}

	Mono<Reply> attempt(ClientCall call, RoutePlan plan, Target target, int number, Hold hold, @Nullable EventLoop loop,
			TranslationPolicy policy) {
		Provider provider = this.tools.provider(target.provider());
		ProviderAdapter adapter = this.tools.adapter(provider);
		if (this.tools.crossings().countsHere(provider, call.dialect())) {
			return counted(call, target, this.tools.trail(call, target, plan.routeId(), number, hold));
		}
		if (FormAsJson.concerns(call) && this.tools.crossings().passage(provider, call.dialect()) != null) {
			return rewritten(call, hold,
					(json) -> attempt(json, plan, target, number, hold, loop, policy, provider, adapter));
		}
		return attempt(call, plan, target, number, hold, loop, policy, provider, adapter);
	}

	private Attempt attempt(ClientCall call, RoutePlan plan, Target target, int number, Hold hold,
			@Nullable EventLoop loop, TranslationPolicy policy, Provider provider, ProviderAdapter adapter) {
		CrossedCall crossed = crossed(call, provider, target, hold, policy);
		ClientCall sent = (crossed != null) ? crossed.upstream() : call;
		StreamMetering metering = StreamMetering.of(sent, provider, hold);
		int noted = call.notes().size();
		List<Splice> splices = metering
			.splices(adapter.splices(provider, sent, target, (crossed != null) ? -1 : hold.outputCap()));
		AttemptPlan attempt = new AttemptPlan(sent, target, provider, adapter,
				this.tools.catalogue().key(provider.name()),
				this.tools.clients().endpoint(provider, plan.clocks().connect()), loop, splices, plan.clocks(),
				call.notes().details(noted, "quirk", "dropped"), crossed, this.tools);
		return new Attempt(attempt, this.tools.trail(call, target, plan.routeId(), number, hold));
	}

	// Until the form is read the attempt has not begun, and nobody else gives the hold
	// back.
	private Mono<Reply> rewritten(ClientCall call, Hold hold, Function<ClientCall, Attempt> attempt) {
		AtomicBoolean begun = new AtomicBoolean();
		return new FormAsJson((int) this.tools.properties().maxEvent().toBytes()).read(call)
			.onErrorMap(GatewayException.class, CrossingRefused::new)
			.flatMap((json) -> {
				Attempt next = attempt.apply(json);
				begun.set(true);
				return next;
			})
			.doFinally((signal) -> {
				if (!begun.get()) {
					hold.release();
				}
			});
	}

	private Mono<Reply> counted(ClientCall call, Target target, AttemptTrail trail) {
		try {
			call.notes().add("translate", "estimate", "the tokens are counted by the gateway");
			return this.tools.counts().reply(call, target, trail);
		}
		catch (GatewayException ex) {
			throw new CrossingRefused(ex);
		}
	}

	private @Nullable CrossedCall crossed(ClientCall call, Provider provider, Target target, Hold hold,
			TranslationPolicy policy) {
		Passage passage = this.tools.crossings().passage(provider, call.dialect());
		if (passage == null) {
			return null;
		}
		try {
			Dialect to = passage.upstream();
			CrossedCall crossed = CrossedCall.of(call, passage,
					this.tools.model(provider, to, target, call, policy.cap(call, hold.outputCap())), policy,
					this.tools.clock().instant().getEpochSecond());
			call.notes().add("translate", to.id(), String.join(", ", crossed.crossing().dropped()));
			return crossed;
		}
		catch (GatewayException ex) {
			throw new CrossingRefused(ex);
		}
	}

}
