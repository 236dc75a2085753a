package dev.sluice.wire.multipart;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;

import dev.sluice.call.CallBody;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Splice;

/**
 * A body held in a file. Each attempt opens the file for itself and reads a piece at a
 * time, as the network asks for more.
 */
final class SpooledBody implements CallBody {

	static final int PIECE = 32 * 1024;

	private static final Logger logger = LoggerFactory.getLogger(SpooledBody.class);

	private final Path file;

	private final long length;

	private final Scheduler scheduler;

	SpooledBody(Path file, long length, Scheduler scheduler) {
		this.file = file;
		this.length = length;
		this.scheduler = scheduler;
	}

	@Override
	public long length() {
		return this.length;
	}

	@Override
	public Flux<ByteBuf> content(List<Splice> splices) {
		return Flux
			.<ByteBuf, Replay>generate(() -> new Replay(this.file, pieces(splices)), SpooledBody::next, Replay::close)
			.subscribeOn(this.scheduler)
			.onErrorMap(
					(ex) -> new GatewayException(ErrorKind.INTERNAL, "A stored body could not be read.").causedBy(ex));
	}

	@Override
	public void release() {
		onScheduler(this.scheduler, () -> delete(this.file));
	}

	private static Replay next(Replay replay, SynchronousSink<ByteBuf> sink) {
		ByteBuf piece = replay.next();
		if (piece != null) {
			sink.next(piece);
		}
		else {
			sink.complete();
		}
		return replay;
	}

	private List<Piece> pieces(List<Splice> splices) {
		List<Piece> pieces = new ArrayList<>(2 * splices.size() + 1);
		long from = 0;
		for (Splice splice : splices) {
			pieces.add(new Piece(from, splice.span().start(), splice.replacement()));
			from = splice.span().end();
		}
		pieces.add(new Piece(from, this.length, new byte[0]));
		return pieces;
	}

	static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			logger.warn("A spooled body could not be deleted: {}", ex.toString());
		}
	}

	static void onScheduler(Scheduler scheduler, Runnable task) {
		try {
			scheduler.schedule(task);
		}
		catch (RejectedExecutionException ex) {
			// Full or stopping: leaving the file behind would be worse than a short wait.
			task.run();
		}
	}

	/** Bytes of the file, and what is put behind them. */
	private record Piece(long from, long to, byte[] insert) {
	}

	/** One attempt's way through the file. */
	private static final class Replay {

		// Unlike a channel it does not mind when a cancellation interrupts its thread.
		private final RandomAccessFile in;

		private final List<Piece> pieces;

		private int index;

		private long position;

		Replay(Path file, List<Piece> pieces) throws IOException {
			this.in = new RandomAccessFile(file.toFile(), "r");
			this.pieces = pieces;
		}

		@Nullable ByteBuf next() {
			while (this.index < this.pieces.size()) {
				Piece piece = this.pieces.get(this.index);
				this.position = Math.max(this.position, piece.from);
				if (this.position < piece.to) {
					return read((int) Math.min(PIECE, piece.to - this.position));
				}
				this.index++;
				if (piece.insert.length > 0) {
					return Unpooled.wrappedBuffer(piece.insert);
				}
			}
			return null;
		}

		private ByteBuf read(int size) {
			byte[] bytes = new byte[size];
			try {
				this.in.seek(this.position);
				this.in.readFully(bytes);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.position += size;
			return Unpooled.wrappedBuffer(bytes);
		}

		void close() {
			try {
				this.in.close();
			}
			catch (IOException ex) {
				logger.debug("A spooled body could not be closed", ex);
			}
		}

	}

}
