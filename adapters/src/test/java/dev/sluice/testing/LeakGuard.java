package dev.sluice.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class when a buffer leaked in it. It is found by its service entry, so no
 * test can forget it. With {@code -Dleaks.each=true} it looks after every test, which
 * tells the culprit and takes longer.
 */
public final class LeakGuard implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

	private static final boolean EACH = Boolean.getBoolean("leaks.each");

	private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

	static {
		ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " " + records));
	}

	@Override
	public void beforeAll(ExtensionContext context) {
		LEAKS.clear();
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
		for (int i = 0; i < 2; i++) {
			System.gc();
			// Leaks are reported when the next buffer is tracked.
			for (int j = 0; j < 4; j++) {
				ByteBufAllocator.DEFAULT.directBuffer(16).release();
			}
		}
		if (!LEAKS.isEmpty()) {
			String first = LEAKS.element();
			int count = LEAKS.size();
			LEAKS.clear();
			throw new AssertionError(count + " leaks, the first: " + first);
		}
	}

}
