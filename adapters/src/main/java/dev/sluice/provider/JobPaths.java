package dev.sluice.provider;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

/**
 * Where an upstream that answers later is asked for its answer again. In both paths,
 * which stand behind the base URL, {@code {id}} is the job's id.
 *
 * @param job where a job tells how far it is, by GET
 * @param cancelling where a job is ended, or null when it cannot be
 * @param cancelMethod the HTTP method that ends it
 */
public record JobPaths(String job, @Nullable String cancelling, String cancelMethod) {

	/** What the id is put in the place of. */
	public static final String ID = "{id}";

	/**
	 * Where a job tells how far it is, by GET.
	 * @param id the job's
	 * @return the path
	 */
	public String of(String id) {
		return at(this.job, id);
	}

	/**
	 * Where a job is ended.
	 * @param id the job's
	 * @return the path, or null when it cannot be ended
	 */
	public @Nullable String cancelling(String id) {
		return (this.cancelling != null) ? at(this.cancelling, id) : null;
	}

	private static String at(String path, String id) {
		return path.replace(ID, UriUtils.encode(id, StandardCharsets.UTF_8));
	}

}
