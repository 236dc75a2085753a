package dev.sluice.mutation;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Loads our classes anew, one file of them changed. */
final class MutantLoader extends URLClassLoader {

	private MutantLoader(URL[] places) {
		super(places, MutantLoader.class.getClassLoader());
	}

	/**
	 * Compiles a mutant.
	 * @param mutant what to change
	 * @param folder an empty folder for its classes
	 * @return the loader of the changed program
	 */
	static MutantLoader of(Mutant mutant, Path folder) {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		StringWriter messages = new StringWriter();
		boolean compiled = compiler
			.getTask(messages, null, null, List.of("-d", folder.toString(), "-parameters", "-proc:none", "-cp",
					System.getProperty("java.class.path")), null, List.of(new Source(mutant)))
			.call();
		if (!compiled) {
			throw new IllegalStateException(mutant + "\n" + messages);
		}
		return new MutantLoader(Stream
			.concat(Stream.of(folder.toString() + File.separator),
					Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)))
			.map(MutantLoader::url)
			.toArray(URL[]::new));
	}

	private static URL url(String place) {
		try {
			return new File(place).toURI().toURL();
		}
		catch (MalformedURLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (!name.startsWith("dev.sluice.")) {
			return super.loadClass(name, resolve);
		}
		synchronized (getClassLoadingLock(name)) {
			Class<?> found = findLoadedClass(name);
			return (found != null) ? found : findClass(name);
		}
	}

	private static final class Source extends SimpleJavaFileObject {

		private final String text;

		Source(Mutant mutant) {
			super(URI.create("string:///dev/sluice/" + mutant.file()), JavaFileObject.Kind.SOURCE);
			this.text = mutant.source();
		}

		@Override
		public CharSequence getCharContent(boolean ignoreEncodingErrors) throws IOException {
			return this.text;
		}

	}

}
