package dev.sluice.declare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What can be seen of a folder without reading its files.
 *
 * @param files each file with its size and time of modification
 */
record FolderState(Map<String, String> files) {

	static FolderState of(RouteFolder folder) {
		Map<String, String> files = new LinkedHashMap<>();
		for (Path file : folder.files(new Problems())) {
			files.put(file.toString(), look(file));
		}
		return new FolderState(files);
	}

	private static String look(Path file) {
		try {
			return Files.size(file) + " " + Files.getLastModifiedTime(file).toInstant();
		}
		catch (IOException ex) {
			return "unreadable";
		}
	}

}
