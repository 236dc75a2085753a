package dev.sluice.app;

import java.lang.management.ManagementFactory;

/** How much memory is really in use. */
final class Heap {

	private Heap() {
	}

	/** The live MiB: what is left when another collection finds nothing more. */
	static long live() {
		long before;
		long live = Long.MAX_VALUE;
		do {
			before = live;
			System.gc();
			live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
		}
		while (live < before);
		return live;
	}

}
