package dev.sluice.dispatch;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * What a provider still works on for one attempt: it is asked again after growing pauses,
 * and told to end when nobody waits for it any more. The attempt's clock bounds it all.
 */
final class RunningJob implements ClockWheel.Watched {

	private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);

	private static final int DOUBLINGS = 4;

	private static final Duration CANCELLING = Duration.ofSeconds(10);

	private final AttemptPlan plan;

	private final Consumer<String> again;

	private @Nullable String id;

	private @Nullable Alarm pause;

	private int asked;

	private boolean over;

	/**
	 * Creates a job that is not there yet.
	 * @param plan the attempt's
	 * @param again asks for the job at an address
	 */
	RunningJob(AttemptPlan plan, Consumer<String> again) {
		this.plan = plan;
		this.again = again;
	}

	/** The provider has not finished: ask again in a while. */
	synchronized void unfinished(String id) {
		this.id = id;
		if (this.over) {
			cancel(id);
			return;
		}
		this.pause = this.plan.wheel().start(this, FIRST_PAUSE << Math.min(this.asked++, DOUBLINGS));
	}

	/** Whether the provider works on it. */
	synchronized boolean known() {
		return this.id != null;
	}

	@Override
	public void ring() {
		String job = waitedFor();
		if (job != null) {
			this.again.accept(this.plan.jobUri(job));
		}
	}

	private synchronized @Nullable String waitedFor() {
		return this.over ? null : this.id;
	}

	// The attempt itself is told, and tells this job.
	@Override
	public void stopping() {
	}

	/** The answer is here. */
	synchronized void finished() {
		this.over = true;
	}

	/** Nobody waits any more. */
	synchronized void abandoned() {
		if (this.over) {
			return;
		}
		this.over = true;
		if (this.pause != null) {
			this.pause.stop();
		}
		if (this.id != null) {
			cancel(this.id);
		}
	}

	// Whether it succeeds is the provider's business: nobody is left to tell.
	private void cancel(String job) {
		String uri = this.plan.cancelUri(job);
		if (uri == null) {
			return;
		}
		this.plan.client()
			.headers(this.plan::jobHeaders)
			.responseTimeout(CANCELLING)
			.request(HttpMethod.valueOf(this.plan.cancelMethod()))
			.uri(uri)
			.response()
			.subscribe((response) -> {
			}, (error) -> {
			});
	}

}
