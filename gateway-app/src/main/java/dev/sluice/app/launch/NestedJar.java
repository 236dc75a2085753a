package dev.sluice.app.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.security.CodeSource;
import java.security.cert.Certificate;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.jspecify.annotations.Nullable;

/** One jar inside the packaged one. It stays open as long as the process runs. */
final class NestedJar {

	private final URL url;

	private final JarFile file;

	private final CodeSource source;

	NestedJar(URL url) throws IOException {
		this.url = url;
		this.file = ((JarURLConnection) url.openConnection()).getJarFile();
		this.source = new CodeSource(url, (Certificate @Nullable []) null);
	}

	/** The address of what {@link #has} has found. */
	URL resource(String path) {
		try {
			return new URL(this.url, new URI(null, null, "/" + path, null).toASCIIString().substring(1));
		}
		catch (URISyntaxException | MalformedURLException ex) {
			throw new IllegalArgumentException("No path in a jar: " + path, ex);
		}
	}

	URL url() {
		return this.url;
	}

	CodeSource source() {
		return this.source;
	}

	boolean has(String path) {
		return this.file.getEntry(path) != null;
	}

	byte[] read(String path) throws IOException {
		ZipEntry entry = this.file.getEntry(path);
		try (InputStream in = this.file.getInputStream(entry)) {
			return in.readAllBytes();
		}
	}

	Manifest manifest() throws IOException {
		Manifest manifest = this.file.getManifest();
		return (manifest != null) ? manifest : new Manifest();
	}

}
