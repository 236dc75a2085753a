package dev.sluice.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which node this is: the same for as long as its home folder lives.
 *
 * @param value {@code node_} and 16 letters or digits
 * @param lasting whether the id is kept in the home; false gives each start a new one
 */
public record NodeId(String value, boolean lasting) {

	/** The file of the home that holds the id. */
	public static final String FILE = "node-id";

	private static final Logger logger = LoggerFactory.getLogger(NodeId.class);

	private static final Pattern FORM = Pattern.compile("node_[0-9a-z]{16}");

	private static final String LETTERS = "0123456789abcdefghjkmnpqrstvwxyz";

	/** Checks the form. */
	public NodeId {
		if (!FORM.matcher(value).matches()) {
			throw new IllegalArgumentException("'" + value + "' is not a node id such as node_0123456789abcdef.");
		}
	}

	/**
	 * The id of a home, made when it has none. A home that cannot be written gets an id
	 * for this run, and a warning.
	 * @param home the home
	 * @return the id
	 * @throws IllegalStateException when the file is damaged
	 */
	public static NodeId of(SluiceHome home) {
		try {
			return read(home.resolve(FILE));
		}
		catch (NoSuchFileException ex) {
			return create(home);
		}
		catch (IOException ex) {
			return unkept(ex);
		}
	}

	@Override
	public String toString() {
		return this.value;
	}

	private static NodeId create(SluiceHome home) {
		try {
			Path file = home.require().resolve(FILE);
			write(file, random());
			return read(file);
		}
		catch (IOException | IllegalStateException ex) {
			return unkept(ex);
		}
	}

	private static NodeId unkept(Exception cause) {
		NodeId id = new NodeId(random(), false);
		logger.warn("This node is {} until it stops, because its id cannot be kept. {}", id, cause.getMessage());
		return id;
	}

	// The whole id appears at once or not at all, and the first of two processes wins.
	private static void write(Path file, String id) throws IOException {
		Path draft = Files.createTempFile(file.getParent(), FILE, ".tmp");
		try {
			Files.writeString(draft, id + "\n");
			link(draft, file);
		}
		finally {
			Files.deleteIfExists(draft);
		}
	}

	private static void link(Path draft, Path file) throws IOException {
		try {
			Files.createLink(file, draft);
		}
		catch (FileAlreadyExistsException ex) {
			logger.debug("Another process has just named this node");
		}
		catch (IOException | UnsupportedOperationException ex) {
			Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
		}
	}

	private static NodeId read(Path file) throws IOException {
		String content = Files.readString(file).strip();
		if (!FORM.matcher(content).matches()) {
			throw new DamagedNodeIdException(file);
		}
		return new NodeId(content, true);
	}

	private static String random() {
		StringBuilder id = new StringBuilder("node_");
		new SecureRandom().ints(16, 0, LETTERS.length()).mapToObj(LETTERS::charAt).forEach(id::append);
		return id.toString();
	}

}
