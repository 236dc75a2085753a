package dev.sluice.dispatch;

import java.util.Arrays;

import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.HttpResources;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.LoopResources;

/**
 * One client for each event loop, so that a call's two connections share a thread: no
 * byte has to wake another one. What the pool allows is shared out among them.
 */
final class LoopClients {

	/** With fewer connections than this to each loop, one pool serves all. */
	private static final int LEAST_SHARE = 16;

	private final HttpClient client;

	private final int shares;

	private volatile Slot[] slots = new Slot[0];

	LoopClients(HttpClient client, int shares) {
		this.client = client;
		// A host that gave its clients loops of their own keeps them.
		this.shares = (client.configuration().loopResources() == HttpResources.get()) ? shares : 1;
	}

	/**
	 * Among how many pools a provider's connections are shared out.
	 * @param connections the bound over all pools
	 * @return at least 1
	 */
	static int shares(int connections) {
		int loops = LoopResources.DEFAULT_IO_WORKER_COUNT;
		return (connections / loops >= LEAST_SHARE) ? loops : 1;
	}

	/**
	 * The client for calls that arrived on an event loop.
	 * @param loop the loop of the caller's connection, or null when it is not known
	 * @return a client whose connections live on that loop, as long as there is a share
	 * for it
	 */
	HttpClient on(@Nullable EventLoop loop) {
		if (loop == null || this.shares == 1) {
			return this.client;
		}
		for (Slot slot : this.slots) {
			if (slot.loop == loop) {
				return slot.client;
			}
		}
		return admit(loop);
	}

	private synchronized HttpClient admit(EventLoop loop) {
		for (Slot slot : this.slots) {
			if (slot.loop == loop) {
				return slot.client;
			}
		}
		int used = this.slots.length;
		HttpClient own = (used < this.shares) ? this.client.runOn((LoopResources) (useNative) -> loop)
				: this.slots[used % this.shares].client;
		Slot[] more = Arrays.copyOf(this.slots, used + 1);
		more[used] = new Slot(loop, own);
		this.slots = more;
		return own;
	}

	private record Slot(EventLoop loop, HttpClient client) {
	}

}
