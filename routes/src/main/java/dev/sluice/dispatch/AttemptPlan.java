package dev.sluice.dispatch;

import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.netty.http.client.HttpClient;

import org.springframework.core.io.buffer.NettyDataBufferFactory;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Secret;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.dispatch.ProviderHttpClients.Endpoint;
import dev.sluice.provider.JobPaths;
import dev.sluice.provider.ProviderAdapter;
import dev.sluice.wire.EventFramer;

/**
 * Everything that one attempt is made of, worked out before it starts.
 *
 * @param call the call as the provider gets it
 * @param target where it goes
 * @param provider the target's catalogue entry
 * @param adapter what is special about it
 * @param key the credential, or null
 * @param endpoint the connection pool and the address
 * @param loop the event loop of the caller's connection, or null when not known
 * @param splices the changes of the body
 * @param clocks the clocks of the route
 * @param lost what the provider's quirks made the body lose
 * @param crossed the crossing of dialects, or null when the provider speaks the client's
 * @param tools what all attempts share
 */
record AttemptPlan(ClientCall call, Target target, Provider provider, ProviderAdapter adapter, @Nullable Secret key,
		Endpoint endpoint, @Nullable EventLoop loop, List<Splice> splices, Clocks clocks, List<String> lost,
		@Nullable CrossedCall crossed, DispatchTools tools) {

	HttpClient client() {
		return this.endpoint.clients().on(this.loop);
	}

	String method() {
		return "POST";
	}

	String uri() {
		return this.endpoint.basePath() + this.adapter.path(this.provider, this.call, this.target);
	}

	void headers(HttpHeaders headers) {
		this.tools.requestHeaders().copy(this.call.headers(), headers);
		if (this.crossed != null) {
			this.crossed.requestHeaders(headers);
		}
		headers.set(HttpHeaderNames.HOST, this.endpoint.authority());
		headers.set(HttpHeaderNames.CONTENT_LENGTH, this.call.body().length() + Splice.growth(this.splices));
		this.adapter.headers(this.provider, this.call, headers, this.key);
	}

	/** Whether the provider may have to be asked again. */
	boolean later() {
		return this.adapter.jobs(this.provider) != null;
	}

	/** What a provider that is asked again wants to know. */
	void jobHeaders(HttpHeaders headers) {
		headers.set(HttpHeaderNames.HOST, this.endpoint.authority());
		headers.set(HttpHeaderNames.ACCEPT, "application/json");
		this.adapter.headers(this.provider, this.call, headers, this.key);
	}

	/** Where the provider is asked again for one of its jobs. */
	String jobUri(String job) {
		return this.endpoint.basePath() + jobs().of(job);
	}

	/** Where one of its jobs is ended; null when it cannot be. */
	@Nullable String cancelUri(String job) {
		String path = jobs().cancelling(job);
		return (path != null) ? this.endpoint.basePath() + path : null;
	}

	/** The HTTP method that ends a job. */
	String cancelMethod() {
		return jobs().cancelMethod();
	}

	private JobPaths jobs() {
		JobPaths jobs = this.adapter.jobs(this.provider);
		if (jobs == null) {
			throw new IllegalStateException("providers of type " + this.adapter.type() + " have no jobs");
		}
		return jobs;
	}

	Publisher<ByteBuf> body() {
		return this.call.body().content(this.splices);
	}

	ClockWheel wheel() {
		return this.tools.wheel();
	}

	long limitNanos() {
		return Math.max(1, Math.min(firstNanos(), totalLeft()));
	}

	String limitName() {
		if (totalLeft() <= firstNanos()) {
			return "total-timeout";
		}
		return streams() ? "first-event-timeout" : "whole-reply-timeout";
	}

	private long firstNanos() {
		return (streams() ? this.clocks.firstEvent() : this.clocks.wholeReply()).toNanos();
	}

	// What is asked for until it is ready comes whole, whatever the client asked for.
	private boolean streams() {
		return this.call.envelope().stream() && !later();
	}

	private long totalLeft() {
		return this.call.receivedNanos() + this.clocks.total().toNanos() - System.nanoTime();
	}

	HttpHeaders replyHeaders(HttpHeaders upstream, boolean streamed) {
		return (this.crossed != null) ? this.crossed.replyHeaders(upstream, streamed) : upstream;
	}

	int replyStatus(int upstream) {
		return (this.crossed != null) ? this.crossed.replyStatus(upstream) : upstream;
	}

	List<String> dropped() {
		List<String> crossing = (this.crossed != null) ? this.crossed.crossing().dropped() : List.of();
		if (this.lost.isEmpty()) {
			return crossing;
		}
		List<String> all = new ArrayList<>(crossing);
		all.addAll(this.lost);
		return all;
	}

	ReplyGate gate(ReplyContext context, EventLoop on, NettyDataBufferFactory buffers) {
		CrossedCall other = this.crossed;
		EventFramer framer = (other != null) ? other.framer(context) : context.framer();
		if (other != null) {
			return (framer != null) ? new CrossedEventGate(context, framer, other, on, buffers)
					: new CrossedWholeGate(context, other, on, buffers);
		}
		return (framer != null) ? new EventGate(context, framer, on, buffers) : new WholeGate(context, on, buffers);
	}

	ReplyContext context(int status, String contentType, AttemptTrail trail, GateListener listener) {
		UpstreamProperties limits = this.tools.properties();
		return new ReplyContext(this.call, this.target, status, contentType, (int) limits.maxEvent().toBytes(),
				(int) limits.wholeReplyLimit().toBytes(), trail, listener, this.clocks, this.tools.wheel());
	}

}
