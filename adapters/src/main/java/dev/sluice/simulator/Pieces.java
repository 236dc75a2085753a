package dev.sluice.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import reactor.core.publisher.Flux;

/**
 * Decides where the bytes of a body are cut into writes.
 */
final class Pieces {

	private Pieces() {
	}

	static Flux<byte[]> of(Script script, Flux<byte[]> events) {
		int size = script.count(Directive.CHUNK, 0);
		if (size > 0) {
			return Flux.defer(() -> new EqualPieces(size).cut(events));
		}
		return script.has(Directive.SPLIT_UTF8) ? events.concatMapIterable(Pieces::insideCharacters) : events;
	}

	/**
	 * Cuts after the first byte of each character that has several.
	 */
	private static List<byte[]> insideCharacters(byte[] event) {
		List<byte[]> pieces = new ArrayList<>();
		int from = 0;
		for (int i = 0; i < event.length; i++) {
			if ((event[i] & 0xC0) == 0xC0) {
				pieces.add(Arrays.copyOfRange(event, from, i + 1));
				from = i + 1;
			}
		}
		pieces.add(Arrays.copyOfRange(event, from, event.length));
		return pieces;
	}

	/** Cuts the whole body into pieces of one size, across events. */
	private static final class EqualPieces {

		private final byte[] piece;

		private int filled;

		EqualPieces(int size) {
			this.piece = new byte[size];
		}

		Flux<byte[]> cut(Flux<byte[]> events) {
			return events.concatMapIterable(this::next).concatWith(Flux.defer(this::rest));
		}

		private List<byte[]> next(byte[] event) {
			List<byte[]> pieces = new ArrayList<>();
			for (byte one : event) {
				this.piece[this.filled++] = one;
				if (this.filled == this.piece.length) {
					pieces.add(this.piece.clone());
					this.filled = 0;
				}
			}
			return pieces;
		}

		private Flux<byte[]> rest() {
			return (this.filled > 0) ? Flux.just(Arrays.copyOf(this.piece, this.filled)) : Flux.empty();
		}

	}

}
