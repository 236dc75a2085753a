package dev.sluice.provider.replicate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.provider.JobPaths;
import dev.sluice.provider.PathTableAdapter;

/**
 * Talks to Replicate. A model is {@code owner/name}, or {@code owner/name:version}. A
 * prediction is waited for a few seconds, so that its id is soon known; from then on it
 * is asked for again, and cancelled when its client leaves.
 */
public class ReplicateAdapter extends PathTableAdapter {

	private static final String PREDICTIONS = "/v1/predictions";

	private static final JobPaths JOBS = new JobPaths(PREDICTIONS + "/{id}", PREDICTIONS + "/{id}/cancel", "POST");

	private static final AsciiString PREFER = AsciiString.cached("prefer");

	private static final String WAIT = "wait=5";

	/** Creates the adapter. */
	public ReplicateAdapter() {
		super("replicate", Map.of(Dialect.REPLICATE_PREDICTIONS, PREDICTIONS));
	}

	@Override
	public String path(Provider provider, ClientCall call, Target target) {
		String model = String.valueOf(target.model());
		int slash = model.indexOf('/');
		if (slash < 0 || model.indexOf(':') >= 0) {
			return PREDICTIONS;
		}
		return "/v1/models/" + encoded(model.substring(0, slash)) + "/" + encoded(model.substring(slash + 1))
				+ "/predictions";
	}

	private static String encoded(String segment) {
		return UriUtils.encode(segment, StandardCharsets.UTF_8);
	}

	@Override
	public void headers(Provider provider, ClientCall call, HttpHeaders headers, @Nullable Secret key) {
		super.headers(provider, call, headers, key);
		headers.set(PREFER, WAIT);
	}

	@Override
	public List<Splice> splices(Provider provider, ClientCall call, Target target, long outputCap) {
		return List.of();
	}

	@Override
	public JobPaths jobs(Provider provider) {
		return JOBS;
	}

}
