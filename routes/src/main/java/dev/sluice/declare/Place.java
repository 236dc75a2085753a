package dev.sluice.declare;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Where something stands in a route file.
 *
 * @param file the file as the operator knows it
 * @param line from 1
 * @param column from 1
 */
record Place(String file, int line, int column) {

	static Place start(String file) {
		return new Place(file, 1, 1);
	}

	static Place of(String file, Mark mark) {
		return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
	}

	static Place of(String file, Node node) {
		return of(file, node.getStartMark());
	}

	@Override
	public String toString() {
		return this.file + ":" + this.line + ":" + this.column;
	}

}
