package dev.sluice.app.launch;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Finds classes in nested jars by asking the jars, and first the one that had the
 * package's last class. The loader that it replaces composes, parses and opens an address
 * for every jar that it passes on the way to a class: for ten thousand classes in a
 * hundred jars, half a million of them.
 */
final class NestedJarLoader extends URLClassLoader {

	static {
		registerAsParallelCapable();
	}

	private final List<NestedJar> jars = new ArrayList<>();

	// The jar of each package's last class. Packages in several jars are rare.
	private final Map<String, NestedJar> homes = new ConcurrentHashMap<>();

	/**
	 * A loader of the same jars in the same order, in the place of another.
	 * @param replaced not asked by this one
	 * @throws IOException when a jar cannot be opened
	 */
	NestedJarLoader(URLClassLoader replaced) throws IOException {
		super(replaced.getURLs(), replaced.getParent());
		for (URL url : getURLs()) {
			this.jars.add(new NestedJar(url));
		}
	}

	/** Whether that loader has nested jars, and only those. */
	static boolean suits(URLClassLoader loader) {
		return Arrays.stream(loader.getURLs()).allMatch((url) -> url.toString().startsWith("jar:nested:"));
	}

	@Override
	protected Class<?> findClass(String name) throws ClassNotFoundException {
		String path = name.replace('.', '/').concat(".class");
		NestedJar jar = jarOf(path);
		if (jar == null) {
			throw new ClassNotFoundException(name);
		}
		try {
			define(jar, name.substring(0, Math.max(0, name.lastIndexOf('.'))));
			byte[] code = jar.read(path);
			return defineClass(name, code, 0, code.length, jar.source());
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

	@Override
	public @Nullable URL findResource(String name) {
		NestedJar jar = name.endsWith(".class") ? jarOf(name) : firstWith(name);
		return (jar != null) ? jar.resource(name) : null;
	}

	@Override
	public Enumeration<URL> findResources(String name) {
		return Collections
			.enumeration(this.jars.stream().filter((jar) -> jar.has(name)).map((jar) -> jar.resource(name)).toList());
	}

	private @Nullable NestedJar jarOf(String path) {
		String folder = path.substring(0, Math.max(0, path.lastIndexOf('/')));
		NestedJar home = this.homes.get(folder);
		if (home != null && home.has(path)) {
			return home;
		}
		NestedJar found = firstWith(path);
		if (found != null) {
			this.homes.put(folder, found);
		}
		return found;
	}

	private @Nullable NestedJar firstWith(String path) {
		for (NestedJar jar : this.jars) {
			if (jar.has(path)) {
				return jar;
			}
		}
		return null;
	}

	private void define(NestedJar jar, String packageName) throws IOException {
		if (!packageName.isEmpty() && getDefinedPackage(packageName) == null) {
			try {
				definePackage(packageName, jar.manifest(), jar.url());
			}
			catch (IllegalArgumentException ex) {
				// Another thread was faster, which is as good.
				assert getDefinedPackage(packageName) != null;
			}
		}
	}

}
