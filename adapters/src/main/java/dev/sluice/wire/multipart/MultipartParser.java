package dev.sluice.wire.multipart;

import java.io.ByteArrayOutputStream;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Finds the parts of a multipart body whose bytes come in any pieces. Strict where a
 * lenient reader behind the gateway could see other parts than the gateway did.
 */
final class MultipartParser {

	static final int MAX_PARTS = 256;

	static final int MAX_HEADER = 8 * 1024;

	private final byte[] delimiter;

	private final PartListener listener;

	private final ByteArrayOutputStream header = new ByteArrayOutputStream(256);

	private State state = State.PREAMBLE;

	private int matched = 2;

	private int parts;

	private int position;

	private int headerEnd;

	private boolean wanted;

	MultipartParser(byte[] delimiter, PartListener listener) {
		this.delimiter = delimiter;
		this.listener = listener;
	}

	/**
	 * Reads the next bytes.
	 */
	void read(byte[] bytes) {
		for (byte value : bytes) {
			switch (this.state) {
				case PREAMBLE, DATA -> data(value);
				case DELIMITER -> delimiter(value);
				case DELIMITER_CR -> lineEnd(value);
				case CLOSING -> closing(value);
				case HEADER -> header(value);
				case EPILOGUE -> epilogue(value);
			}
			this.position++;
		}
	}

	/**
	 * Checks that the body ended where a body may end.
	 */
	void end() {
		if (this.state != State.EPILOGUE) {
			throw refused("The multipart body ends without its closing boundary.");
		}
	}

	private void data(byte value) {
		if (value == this.delimiter[this.matched]) {
			if (++this.matched == this.delimiter.length) {
				delimiterFound();
			}
			return;
		}
		if (this.wanted) {
			this.listener.data(this.delimiter, this.matched);
		}
		this.matched = (value == '\r') ? 1 : 0;
		if (this.wanted && this.matched == 0) {
			this.listener.data(value);
		}
	}

	private void delimiterFound() {
		// The line end in front of a boundary belongs to it, but not to what a cut
		// removes.
		int dashes = this.position + 1 - (this.delimiter.length - 2);
		if (this.state == State.DATA) {
			this.listener.partEnded(dashes - 2, dashes);
		}
		this.listener.boundaryAt(dashes);
		this.wanted = false;
		this.matched = 0;
		this.state = State.DELIMITER;
	}

	private void delimiter(byte value) {
		switch (value) {
			case '\r' -> this.state = State.DELIMITER_CR;
			case '-' -> this.state = State.CLOSING;
			case ' ', '\t' -> {
				// Padding is allowed between a boundary and its line end.
			}
			default -> throw refused("A multipart boundary is followed by other text in its line.");
		}
	}

	private void lineEnd(byte value) {
		if (value != '\n') {
			throw refused("A multipart boundary is not followed by a line end.");
		}
		if (++this.parts > MAX_PARTS) {
			throw refused("The multipart body has more than " + MAX_PARTS + " parts.");
		}
		this.header.reset();
		this.headerEnd = 2;
		this.state = State.HEADER;
	}

	private void closing(byte value) {
		if (value != '-') {
			throw refused("A multipart boundary is followed by other text in its line.");
		}
		this.state = State.EPILOGUE;
	}

	private void header(byte value) {
		boolean expected = value == (((this.headerEnd & 1) == 0) ? '\r' : '\n');
		this.headerEnd = expected ? this.headerEnd + 1 : (value == '\r') ? 1 : 0;
		this.header.write(value);
		if (this.header.size() > MAX_HEADER) {
			throw refused("A multipart header is larger than " + MAX_HEADER + " bytes.");
		}
		if (this.headerEnd == 4) {
			this.wanted = this.listener.partBegan(PartHeader.parse(this.header.toByteArray()), this.position + 1);
			this.state = State.DATA;
		}
	}

	private static void epilogue(byte value) {
		if (value != '\r' && value != '\n' && value != ' ' && value != '\t') {
			throw refused("More follows the closing boundary of the multipart body.");
		}
	}

	static GatewayException refused(String message) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, message);
	}

	private enum State {

		PREAMBLE, DELIMITER, DELIMITER_CR, CLOSING, HEADER, DATA, EPILOGUE

	}

	/** Is told what the parser finds. */
	interface PartListener {

		/**
		 * A part's header is over.
		 * @return whether its data is wanted
		 */
		boolean partBegan(PartHeader header, int dataStart);

		void data(byte value);

		void data(byte[] bytes, int length);

		void partEnded(int dataEnd, int nextBoundary);

		void boundaryAt(int position);

	}

}
