package dev.sluice.declare;

/**
 * One thing that is wrong in a route file.
 *
 * @param file the file
 * @param line the line, from 1
 * @param column the column, from 1
 * @param text what is wrong; what to do
 */
public record Problem(String file, int line, int column, String text) {

	/**
	 * The problem as compilers write it, so that terminals and editors make a link of it.
	 * @return {@code file:line:column: what is wrong; what to do}
	 */
	@Override
	public String toString() {
		return this.file + ":" + this.line + ":" + this.column + ": " + this.text;
	}

}
