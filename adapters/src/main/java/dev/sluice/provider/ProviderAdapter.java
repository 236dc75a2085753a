package dev.sluice.provider;

import java.util.List;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.ProviderCodec;

/**
 * What is special about one kind of upstream: its paths, its authentication, the changes
 * that a request in its dialect needs, and how its failures read. One instance serves all
 * providers of its type.
 */
public interface ProviderAdapter {

	/**
	 * The name by which catalogue entries choose this adapter.
	 * @return the value of the entry's {@code type}
	 */
	String type();

	/**
	 * Checks, at start, a provider that the operator configured, and reads what its
	 * settings name.
	 * @param provider the catalogue entry
	 * @param key its credential, or null
	 * @throws IllegalStateException when calls could not succeed, saying which setting to
	 * change
	 */
	default void prepare(Provider provider, @Nullable Secret key) {
	}

	/**
	 * Whether a call of a dialect can be passed on without translation.
	 * @param provider the catalogue entry
	 * @param dialect the client's dialect
	 * @return true when the upstream speaks it
	 */
	boolean speaks(Provider provider, Dialect dialect);

	/**
	 * The codec of an upstream that speaks none of the dialects. It has a provider's side
	 * only.
	 * @param provider the catalogue entry
	 * @return the codec to cross to for every call, or null when the upstream speaks
	 * dialects
	 */
	default @Nullable ProviderCodec codec(Provider provider) {
		return null;
	}

	/**
	 * Where the call goes.
	 * @param provider the catalogue entry
	 * @param call the call
	 * @param target the attempt's target
	 * @return path and query behind the provider's base URL, beginning with a slash
	 */
	String path(Provider provider, ClientCall call, Target target);

	/**
	 * Adds the gateway's credential, and headers that the upstream demands.
	 * @param provider the catalogue entry
	 * @param call the call
	 * @param headers the upstream request's headers, holding what the allow-list let pass
	 * @param key the credential, or null for upstreams without one
	 */
	void headers(Provider provider, ClientCall call, HttpHeaders headers, @Nullable Secret key);

	/**
	 * The changes that turn the client's bytes into what this upstream takes.
	 * @param provider the catalogue entry
	 * @param call the call
	 * @param target the attempt's target
	 * @param outputCap the output cap to send, or -1 to leave the client's
	 * @return splices in order of position
	 */
	List<Splice> splices(Provider provider, ClientCall call, Target target, long outputCap);

	/**
	 * Where this upstream is asked for answers that it has not ready at once.
	 * @param provider the catalogue entry
	 * @return the paths, or null when it answers every call at once
	 */
	default @Nullable JobPaths jobs(Provider provider) {
		return null;
	}

	/**
	 * How an answer's status reads before any of its body is seen.
	 * @param status the HTTP status
	 * @return what to do with it
	 */
	default Verdict verdict(int status) {
		return Verdict.ofStatus(status);
	}

	/** What a status means for the attempt loop. */
	enum Verdict {

		/** Take it. */
		ACCEPT,

		/** The caller's fault: hand it back, try nobody else. */
		HAND_BACK,

		/** The gateway's credential was refused: another candidate may do. */
		CREDENTIAL,

		/** The upstream's fault: another candidate may do. */
		REPEAT;

		/**
		 * The rule for upstreams without quirks: 408, 409, 425, 429 and 5xx may be
		 * repeated, 401, 402 and 403 concern the gateway's credential, 404 may be known
		 * elsewhere, other 4xx are the caller's.
		 * @param status the HTTP status
		 * @return the verdict
		 */
		public static Verdict ofStatus(int status) {
			if (status < 400) {
				return ACCEPT;
			}
			return switch (status) {
				case 401, 402, 403 -> CREDENTIAL;
				case 404, 408, 409, 425, 429 -> REPEAT;
				default -> (status >= 500) ? REPEAT : HAND_BACK;
			};
		}

	}

}
