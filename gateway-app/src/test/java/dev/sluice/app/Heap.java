package dev.sluice.app;

import java.lang.management.ManagementFactory;

/** How much memory is really in use. */
final class Heap {

	private Heap() {
	}

	/** The live bytes in MiB: the least of a few collections. */
	static long live() {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < 4; i++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least >> 20;
	}

}
