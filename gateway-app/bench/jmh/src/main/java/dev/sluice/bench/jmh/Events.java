package dev.sluice.bench.jmh;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Chat stream events of 208 bytes, as one read from a provider brings them. */
final class Events {

	private static final int SIZE = 208;

	private static final String HEAD = "data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\","
			+ "\"created\":1700000000,\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"";

	private static final String TAIL = "\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";

	private Events() {
	}

	static ByteBuf burst(int count) {
		String event = HEAD + "x".repeat(SIZE - HEAD.length() - TAIL.length()) + TAIL;
		byte[] bytes = event.repeat(count).getBytes(StandardCharsets.US_ASCII);
		return Unpooled.directBuffer(bytes.length).writeBytes(bytes);
	}

}
