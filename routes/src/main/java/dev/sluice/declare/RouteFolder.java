package dev.sluice.declare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The folder of the operator's route files. A missing folder is an empty one.
 *
 * @param path the folder
 */
record RouteFolder(Path path) {

	static final int MAX_FILES = 1000;

	static final long MAX_BYTES = 1024 * 1024;

	/**
	 * Reads all files.
	 * @param problems where to report what is wrong
	 * @return the texts, in the order of the files' names
	 */
	List<SourceText> read(Problems problems) {
		List<SourceText> sources = new ArrayList<>();
		for (Path file : files(problems)) {
			SourceText source = read(file, problems);
			if (source != null) {
				sources.add(source);
			}
		}
		return sources;
	}

	/**
	 * The files that count: {@code *.yaml} and {@code *.yml}, without hidden ones.
	 * @param problems where to report what is wrong
	 * @return the files, in the order of their names
	 */
	List<Path> files(Problems problems) {
		if (Files.notExists(this.path)) {
			return List.of();
		}
		try (Stream<Path> entries = Files.list(this.path)) {
			List<Path> files = entries.filter(RouteFolder::counts).sorted().limit(MAX_FILES + 1L).toList();
			if (files.size() > MAX_FILES) {
				problems.add(Place.start(this.path.toString()),
						"more than " + MAX_FILES + " route files; put several routes in one file");
			}
			return files;
		}
		catch (IOException ex) {
			problems.add(Place.start(this.path.toString()),
					"the folder cannot be read; make it a folder that the gateway may list");
			return List.of();
		}
	}

	static @Nullable SourceText read(Path file, Problems problems) {
		Place start = Place.start(file.toString());
		try {
			if (Files.size(file) > MAX_BYTES) {
				problems.add(start, "larger than 1 MiB; spread the routes over several files");
				return null;
			}
			ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
			return new SourceText(file.toString(), StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
		}
		catch (CharacterCodingException ex) {
			problems.add(start, "no UTF-8 text; save the file as UTF-8");
		}
		catch (IOException ex) {
			problems.add(start, "the file cannot be read; let the gateway read it or remove it");
		}
		return null;
	}

	private static boolean counts(Path file) {
		String name = file.getFileName().toString();
		return !name.startsWith(".") && (name.endsWith(".yaml") || name.endsWith(".yml")) && Files.isRegularFile(file);
	}

}
