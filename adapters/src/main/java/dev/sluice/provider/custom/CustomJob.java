package dev.sluice.provider.custom;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;

/**
 * Tells the answers of a described API that are ready from those to be asked for again.
 */
record CustomJob(CustomApi api, CustomApi.Job job) {

	private static final int LONGEST_ID = 256;

	/** The job's id, or null when there is nothing left to wait for. */
	@Nullable String unfinished(byte[] body, @Nullable String known) {
		CustomAnswer answer = CustomAnswer.of(this.api, this.api.whole(), body, 0, body.length);
		if (answer.failure() != null || ready(answer)) {
			return null;
		}
		String told = answer.word(this.job.id());
		String id = (told != null && !told.isEmpty()) ? told : known;
		if (id == null || id.length() > LONGEST_ID) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER,
					"The provider's answer is not ready and has no job's id at " + this.job.id()
							+ ", where its description puts it.");
		}
		return id;
	}

	private boolean ready(CustomAnswer answer) {
		JsonPointer status = this.job.status();
		if (status != null) {
			return this.job.done().contains(String.valueOf(answer.word(status)));
		}
		JsonPointer flag = this.job.endFlag();
		return (flag != null) ? answer.flag(flag) : answer.text() != null;
	}

}
