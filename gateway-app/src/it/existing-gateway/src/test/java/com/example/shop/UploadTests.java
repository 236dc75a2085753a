package com.example.shop;

import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublishers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A large upload of unknown length to one of the shop's own routes. */
@Timeout(300)
class UploadTests {

	private static final long SIZE = Long.getLong("upload.megabytes", 64) << 20;

	/** What the sockets of two loopback hops may hold. */
	private static final long ON_THE_WAY = 24 << 20;

	@Test
	void streamsThroughInConstantMemory() {
		try (Upstream upstream = new Upstream();
				RunningShop shop = RunningShop.withSluice(null, "shop.upstream=" + upstream.url())) {
			Upload upload = new Upload(upstream);
			Answer answer = shop.send("POST", "/orders/import", BodyPublishers.ofInputStream(() -> upload));
			assertThat(answer.body()).isEqualTo("imported " + SIZE);
			assertThat(upload.furthestAhead).isLessThan(ON_THE_WAY);
			assertThat(upload.heapAtEnd - upload.heapAtMiddle).isLessThan(8 << 20);
		}
	}

	/** Zeros that watch how far they run ahead of their receiver. */
	private static final class Upload extends InputStream {

		private final Upstream upstream;

		private long sent;

		private long furthestAhead;

		private long heapAtMiddle;

		private long heapAtEnd;

		private Upload(Upstream upstream) {
			this.upstream = upstream;
		}

		@Override
		public int read() {
			throw new UnsupportedOperationException("read whole parts");
		}

		@Override
		public int read(byte[] part, int offset, int length) {
			this.furthestAhead = Math.max(this.furthestAhead, this.sent - this.upstream.uploaded());
			if (this.sent >= SIZE / 2 && this.heapAtMiddle == 0) {
				this.heapAtMiddle = heap();
			}
			if (this.sent == SIZE) {
				this.heapAtEnd = heap();
				return -1;
			}
			int count = (int) Math.min(length, SIZE - this.sent);
			java.util.Arrays.fill(part, offset, offset + count, (byte) 0);
			this.sent += count;
			return count;
		}

		private static long heap() {
			System.gc();
			return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
		}

	}

}
