package dev.sluice.app;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;

/**
 * Fails a test class during which code of ours blocked an event loop. It is found by its
 * service entry, so no test can forget it. Where the JVM does not allow the weaving, the
 * tests fail at their start rather than look at nothing.
 */
public final class BlockingGuard implements AfterAllCallback {

	private static final Queue<String> CALLS = new ConcurrentLinkedQueue<>();

	static {
		BlockHound.install((builder) -> builder
			// The system's random numbers are a file that never waits.
			.allowBlockingCallsInside("sun.security.provider.NativePRNG$RandomIO", "readFully")
			// The test kit's log: a short lock, which only its readers wait on.
			.allowBlockingCallsInside("dev.sluice.simulator.CallLog", "add")
			.allowBlockingCallsInside("dev.sluice.simulator.CallLog", "ended")
			.blockingMethodCallback(BlockingGuard::note));
	}

	private static void note(BlockingMethod method) {
		StackTraceElement[] stack = Thread.currentThread().getStackTrace();
		// Watchers of events run on a thread of their own, where a test may wait.
		boolean ours = !Thread.currentThread().getName().startsWith("sluice-events") && Arrays.stream(stack)
			.map(StackTraceElement::getClassName)
			.anyMatch((name) -> name.startsWith("dev.sluice.") && !name.equals(BlockingGuard.class.getName()));
		if (ours) {
			CALLS.add(method
					+ Arrays.stream(stack).map(Object::toString).collect(Collectors.joining("\n\tat ", "\n\tat ", "")));
		}
	}

	@Override
	public void afterAll(ExtensionContext context) {
		String first = CALLS.poll();
		if (first != null) {
			CALLS.clear();
			throw new AssertionError("An event loop was blocked: " + first);
		}
	}

}
