package dev.sluice.testing;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class when a buffer leaked in it or, told late, in the one before. It is
 * found by its service entry, so no test can forget it. With {@code -Dleaks.each=true} it
 * looks after every test, which tells the culprit and takes longer.
 */
public final class LeakGuard implements AfterEachCallback, AfterAllCallback {

	private static final boolean EACH = Boolean.getBoolean("leaks.each");

	private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

	static {
		ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " " + records));
	}

	@Override
	public void afterEach(ExtensionContext context) {
		if (EACH) {
			check();
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		check();
	}

	private static void check() {
		collectAll();
		// Leaks are reported when the next buffer is tracked.
		for (int i = 0; i < 4; i++) {
			ByteBufAllocator.DEFAULT.directBuffer(16).release();
		}
		if (!LEAKS.isEmpty()) {
			String first = LEAKS.element();
			int count = LEAKS.size();
			LEAKS.clear();
			throw new AssertionError(count + " leaks, the first: " + first);
		}
	}

	// What a collection found is told to its queues a moment later.
	private static void collectAll() {
		ReferenceQueue<Object> told = new ReferenceQueue<>();
		WeakReference<Object> unreachable = new WeakReference<>(new Object(), told);
		System.gc();
		try {
			told.remove(1_000);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		Reference.reachabilityFence(unreachable);
	}

}
