package dev.sluice.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import reactor.core.publisher.Mono;

import dev.sluice.call.CallBody;
import dev.sluice.call.Splice;

/**
 * A body held in one array. Attempts share the array; only what is spliced in is new.
 */
public final class JoinedBody implements CallBody {

	// Below this one copy is cheaper than a buffer of several parts.
	static final int COPIED = 4 * 1024;

	private final byte[] bytes;

	private final int length;

	/**
	 * Creates a body.
	 * @param bytes the bytes, not to be changed afterwards
	 * @param length how many of them count
	 */
	public JoinedBody(byte[] bytes, int length) {
		this.bytes = bytes;
		this.length = length;
	}

	/**
	 * The bytes as received, for scanning and translating. Not to be changed.
	 * @return the array, of which {@link #length()} bytes count
	 */
	public byte[] array() {
		return this.bytes;
	}

	/**
	 * The bytes that count, for readers that know no length. Not to be changed.
	 * @return the array itself when it has no other bytes
	 */
	public byte[] exactly() {
		return (this.bytes.length == this.length) ? this.bytes : Arrays.copyOf(this.bytes, this.length);
	}

	@Override
	public long length() {
		return this.length;
	}

	@Override
	public Mono<ByteBuf> content(List<Splice> splices) {
		return Mono.fromSupplier(() -> spliced(splices));
	}

	@Override
	public void release() {
		// Nothing but memory that the collector reclaims.
	}

	private ByteBuf spliced(List<Splice> splices) {
		if (splices.isEmpty()) {
			return Unpooled.wrappedBuffer(this.bytes, 0, this.length);
		}
		return (this.length <= COPIED) ? copied(splices) : composed(splices);
	}

	private ByteBuf copied(List<Splice> splices) {
		byte[] out = new byte[Math.toIntExact(this.length + Splice.growth(splices))];
		int from = 0;
		int to = 0;
		for (Splice splice : splices) {
			int kept = splice.span().start() - from;
			System.arraycopy(this.bytes, from, out, to, kept);
			byte[] replacement = splice.replacement();
			System.arraycopy(replacement, 0, out, to + kept, replacement.length);
			to += kept + replacement.length;
			from = splice.span().end();
		}
		System.arraycopy(this.bytes, from, out, to, this.length - from);
		return Unpooled.wrappedBuffer(out);
	}

	private ByteBuf composed(List<Splice> splices) {
		List<ByteBuf> parts = new ArrayList<>(2 * splices.size() + 1);
		int from = 0;
		for (Splice splice : splices) {
			parts.add(Unpooled.wrappedBuffer(this.bytes, from, splice.span().start() - from));
			parts.add(Unpooled.wrappedBuffer(splice.replacement()));
			from = splice.span().end();
		}
		parts.add(Unpooled.wrappedBuffer(this.bytes, from, this.length - from));
		return Unpooled.wrappedBuffer(parts.size(), parts.toArray(ByteBuf[]::new));
	}

}
