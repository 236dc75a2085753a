import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures how long streams take to their first event, one call at a time, the subjects
 * taking turns. Arguments: samples, key, model, then a name=address for each subject.
 * Prints {@code name,sample,nanoseconds}.
 */
public class FirstToken {

	private static final int UNCOUNTED = 10;

	private static final byte[] FIRST = "data:".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] END = "\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

	public static void main(String[] args) throws IOException {
		int samples = Integer.parseInt(args[0]);
		List<Subject> subjects = new ArrayList<>();
		for (int i = 3; i < args.length; i++) {
			String[] parts = args[i].split("=", 2);
			subjects.add(new Subject(parts[0], URI.create(parts[1]), args[1], args[2]));
		}
		for (int sample = -UNCOUNTED; sample < samples; sample++) {
			for (Subject subject : subjects) {
				long nanos = subject.call();
				if (sample >= 0) {
					System.out.println(subject.name + "," + sample + "," + nanos);
				}
			}
		}
	}

	/** One server, over one kept connection. */
	private static final class Subject {

		private final String name;

		private final Socket socket;

		private final byte[] request;

		private final byte[] buffer = new byte[64 * 1024];

		Subject(String name, URI address, String key, String model) throws IOException {
			this.name = name;
			this.socket = new Socket(address.getHost(), address.getPort());
			this.socket.setTcpNoDelay(true);
			this.socket.setSoTimeout(10_000);
			String body = "{\"model\":\"" + model + "\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
			this.request = ("POST " + address.getPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
					+ "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + key + "\r\nContent-Length: "
					+ body.length() + "\r\n\r\n" + body)
				.getBytes(StandardCharsets.US_ASCII);
		}

		long call() throws IOException {
			long start = System.nanoTime();
			this.socket.getOutputStream().write(this.request);
			InputStream in = this.socket.getInputStream();
			int size = 0;
			long first = -1;
			while (size < END.length || !matches(size - END.length, END)) {
				int read = in.read(this.buffer, size, this.buffer.length - size);
				if (read <= 0) {
					throw new IOException(this.name + " ended a stream early: " + text(size));
				}
				size += read;
				if (first < 0 && contains(size)) {
					first = System.nanoTime() - start;
				}
			}
			if (first < 0 || !text(size).startsWith("HTTP/1.1 200")) {
				throw new IOException(this.name + " gave no stream: " + text(size));
			}
			return first;
		}

		private boolean contains(int size) {
			for (int i = 0; i <= size - FIRST.length; i++) {
				if (matches(i, FIRST)) {
					return true;
				}
			}
			return false;
		}

		private boolean matches(int at, byte[] wanted) {
			for (int i = 0; i < wanted.length; i++) {
				if (this.buffer[at + i] != wanted[i]) {
					return false;
				}
			}
			return true;
		}

		private String text(int size) {
			return new String(this.buffer, 0, Math.min(size, 400), StandardCharsets.US_ASCII);
		}

	}

}
