package dev.sluice.provider.custom;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

import dev.sluice.catalog.StrictMapping;
import dev.sluice.provider.JobPaths;

/** Reads how an API is asked again until its answer is ready. */
record CustomJobReader(StrictMapping poll) {

	static final Set<String> KEYS = Set.of("id", "path", "cancel", "cancel-method", "status", "done", "failed",
			"end-flag");

	private static final Set<String> METHODS = Set.of("POST", "PUT", "DELETE");

	CustomApi.Job job() {
		JsonPointer status = CustomApiReader.optional(this.poll, "status");
		JsonPointer flag = CustomApiReader.optional(this.poll, "end-flag");
		List<String> done = this.poll.texts("done");
		List<String> failed = this.poll.texts("failed");
		if ((status == null) != done.isEmpty() || (status == null && !failed.isEmpty())) {
			throw this.poll.wrong("status", "and the words in 'done' belong together, and 'failed' with them.");
		}
		if (status != null && flag != null) {
			throw this.poll.wrong("end-flag", "and 'status' both say when the answer is ready. Keep one of them.");
		}
		JobPaths paths = new JobPaths(path("path", this.poll.text("path")), cancel(), method());
		return new CustomApi.Job(CustomApiReader.pointer(this.poll, "id", this.poll.text("id")), paths, status,
				Set.copyOf(done), Set.copyOf(failed), flag);
	}

	private @Nullable String cancel() {
		String path = this.poll.optional("cancel");
		return (path != null) ? path("cancel", path) : null;
	}

	private String path(String key, String path) {
		if (!path.startsWith("/") || !path.contains(JobPaths.ID) || path.contains("//") || path.contains("..")
				|| path.contains("?")) {
			throw this.poll.wrong(key, "must be a path such as /jobs/{id}, but is '" + path + "'.");
		}
		return path;
	}

	private String method() {
		String word = this.poll.optional("cancel-method");
		String method = (word != null) ? word.toUpperCase(Locale.ROOT) : "POST";
		if (!METHODS.contains(method)) {
			throw this.poll.wrong("cancel-method", "must be POST, PUT or DELETE, but is '" + word + "'.");
		}
		return method;
	}

}
