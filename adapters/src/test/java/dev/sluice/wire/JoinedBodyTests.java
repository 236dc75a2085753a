package dev.sluice.wire;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.junit.jupiter.api.Test;

import dev.sluice.call.Span;
import dev.sluice.call.Splice;

import static org.assertj.core.api.Assertions.assertThat;

public class JoinedBodyTests {

	@Test
	void handsOutTheArrayItselfWhenNothingChanges() {
		byte[] bytes = { 1, 2, 3, 4 };
		JoinedBody body = new JoinedBody(bytes, 3);
		ByteBuf content = content(body, List.of());
		assertThat(content.array()).isSameAs(bytes);
		assertThat(content.readableBytes()).isEqualTo(3);
		assertThat(body.length()).isEqualTo(3);
		content.release();
		assertThat(content(body, List.of()).readableBytes()).isEqualTo(3);
	}

	@Test
	void splicesLikeANaiveReference() {
		Random random = new Random(7);
		for (int round = 0; round < 2000; round++) {
			int size = (round % 10 == 0) ? JoinedBody.COPIED + random.nextInt(1000) : random.nextInt(200);
			byte[] bytes = new byte[size + random.nextInt(10)];
			random.nextBytes(bytes);
			List<Splice> splices = splices(random, size);
			ByteBuf content = content(new JoinedBody(bytes, size), splices);
			byte[] expected = naive(java.util.Arrays.copyOf(bytes, size), splices);
			assertThat(ByteBufUtil.getBytes(content)).isEqualTo(expected);
			assertThat(size + Splice.growth(splices)).isEqualTo(expected.length);
			content.release();
		}
	}

	private static ByteBuf content(JoinedBody body, List<Splice> splices) {
		ByteBuf content = body.content(splices).block();
		assertThat(content).isNotNull();
		return content;
	}

	public static List<Splice> splices(Random random, int size) {
		List<Splice> splices = new ArrayList<>();
		int at = 0;
		while (random.nextInt(4) > 0) {
			int start = at + random.nextInt(size - at + 1);
			int end = start + random.nextInt(Math.min(20, size - start) + 1);
			byte[] replacement = new byte[random.nextInt(10)];
			random.nextBytes(replacement);
			splices.add(new Splice(new Span(start, end), replacement));
			at = end;
		}
		return splices;
	}

	public static byte[] naive(byte[] bytes, List<Splice> splices) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int at = 0;
		for (Splice splice : splices) {
			out.write(bytes, at, splice.span().start() - at);
			out.writeBytes(splice.replacement());
			at = splice.span().end();
		}
		out.write(bytes, at, bytes.length - at);
		return out.toByteArray();
	}

}
