package dev.sluice.app.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class NestedJarLoaderTests {

	private static final String SAMPLE = Sample.class.getName().replace('.', '/') + ".class";

	private static final String OTHER = Other.class.getName().replace('.', '/') + ".class";

	@TempDir
	Path folder;

	private NestedJarLoader loader;

	@BeforeEach
	void load() throws IOException {
		URL first = jar("first", Map.of(SAMPLE, code(SAMPLE), "some/note.txt", text("first")));
		URL second = jar("second", Map.of(SAMPLE, text("never read"), OTHER, code(OTHER), "some/note.txt",
				text("second"), "some/a note, 100 %.txt", text("strange")));
		URLClassLoader replaced = new URLClassLoader(new URL[] { first, second }, ClassLoader.getPlatformClassLoader());
		this.loader = new NestedJarLoader(replaced);
	}

	@Test
	void findsAClassInTheFirstJarThatHasIt() throws Exception {
		Class<?> found = this.loader.loadClass(Sample.class.getName());
		assertThat(found).isNotSameAs(Sample.class);
		assertThat(found.getClassLoader()).isSameAs(this.loader);
		assertThat(found.getPackage().getImplementationVersion()).isEqualTo("first");
		assertThat(found.getProtectionDomain().getCodeSource().getLocation().toString()).endsWith("first.jar!/");
	}

	@Test
	void findsClassesOfOnePackageInSeveralJars() throws Exception {
		this.loader.loadClass(Sample.class.getName());
		assertThat(this.loader.loadClass(Other.class.getName()).getClassLoader()).isSameAs(this.loader);
	}

	@Test
	void saysWhichClassNoJarHas() {
		assertThatExceptionOfType(ClassNotFoundException.class).isThrownBy(() -> this.loader.loadClass("some.Missing"))
			.withMessage("some.Missing");
	}

	@Test
	void findsResourcesInTheOrderOfTheJars() throws IOException {
		assertThat(read(this.loader.getResource("some/note.txt"))).isEqualTo("first");
		List<String> all = new ArrayList<>();
		for (URL url : Collections.list(this.loader.getResources("some/note.txt"))) {
			all.add(read(url));
		}
		assertThat(all).containsExactly("first", "second");
		assertThat(this.loader.getResource("some/missing.txt")).isNull();
	}

	@Test
	void readsResourcesWithStrangeNames() throws IOException {
		assertThat(read(this.loader.getResource("some/a note, 100 %.txt"))).isEqualTo("strange");
	}

	@Test
	void suitsOnlyLoadersOfNestedJars() throws IOException {
		assertThat(NestedJarLoader.suits(this.loader)).isFalse();
		try (URLClassLoader unpacked = new URLClassLoader(
				new URL[] { URI.create("file:" + this.folder + "/lib/a.jar").toURL() })) {
			assertThat(NestedJarLoader.suits(unpacked)).isFalse();
		}
	}

	private URL jar(String name, Map<String, byte[]> files) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, name);
		Path file = this.folder.resolve(name + ".jar");
		try (OutputStream out = Files.newOutputStream(file); JarOutputStream jar = new JarOutputStream(out, manifest)) {
			for (Map.Entry<String, byte[]> entry : files.entrySet()) {
				jar.putNextEntry(new ZipEntry(entry.getKey()));
				jar.write(entry.getValue());
			}
		}
		return URI.create("jar:" + file.toUri() + "!/").toURL();
	}

	private static byte[] code(String path) throws IOException {
		try (InputStream in = NestedJarLoaderTests.class.getClassLoader().getResourceAsStream(path)) {
			assertThat(in).isNotNull();
			return in.readAllBytes();
		}
	}

	private static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static String read(URL url) throws IOException {
		assertThat(url).isNotNull();
		try (InputStream in = url.openStream()) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	static class Sample {

	}

	static class Other {

	}

}
