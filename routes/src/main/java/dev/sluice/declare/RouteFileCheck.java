package dev.sluice.declare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates route files without applying them: as if they were put in the operator's
 * folder, in the place of a file of the same name. Reads files and builds routes, so it
 * is not for event loops.
 */
public final class RouteFileCheck {

	private final RouteFolder folder;

	private final RouteCompiler compiler;

	RouteFileCheck(RouteFolder folder, RouteCompiler compiler) {
		this.folder = folder;
		this.compiler = compiler;
	}

	/**
	 * The same check among other files than those in force.
	 * @param other the folder that they lie in, which need not exist
	 * @return a check of its own
	 */
	public RouteFileCheck among(Path other) {
		return new RouteFileCheck(new RouteFolder(other), this.compiler);
	}

	/**
	 * Checks a file, or all route files of a folder.
	 * @param path the file or folder
	 * @return what is wrong, nothing when it could be applied
	 */
	public List<Problem> check(Path path) {
		Problems problems = new Problems();
		if (Files.isDirectory(path)) {
			this.compiler.compile(new RouteFolder(path).read(problems), problems);
			return problems.list();
		}
		SourceText source = RouteFolder.read(path, problems);
		return (source != null) ? check(path.getFileName().toString(), source) : problems.list();
	}

	/**
	 * Checks a text.
	 * @param name the file that it would be, such as {@code team-a.yaml}
	 * @param yaml the text
	 * @return what is wrong with it, nothing when it could be applied
	 */
	public List<Problem> check(String name, String yaml) {
		return check(name, new SourceText(name, yaml));
	}

	/**
	 * Checks a text that is not yet a file.
	 * @param yaml the text
	 * @return what is wrong with it, nothing when it could be applied as a new file
	 */
	public List<Problem> check(String yaml) {
		return check("submitted.yaml", yaml);
	}

	private List<Problem> check(String name, SourceText source) {
		List<SourceText> present = this.folder.read(new Problems());
		List<SourceText> sources = new ArrayList<>(present);
		sources.removeIf((other) -> fileName(other).equals(name));
		// Last, so that it is the one blamed for names that others have already.
		sources.add(source);
		List<Problem> before = problems(present);
		return problems(sources).stream()
			.filter((problem) -> problem.file().equals(source.name()) || !before.contains(problem))
			.toList();
	}

	private List<Problem> problems(List<SourceText> sources) {
		Problems problems = new Problems();
		this.compiler.compile(sources, problems);
		return problems.list();
	}

	private static String fileName(SourceText source) {
		return source.name().substring(source.name().replace('\\', '/').lastIndexOf('/') + 1);
	}

}
