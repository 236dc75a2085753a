package dev.sluice.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * The HTTP surface of the model APIs.
 *
 * @param basePath what stands before {@code /v1} and {@code /v1beta}, such as
 * {@code /ai}. Empty by default.
 * @param maxBodySize the largest body of one call, counted as received and, when it was
 * compressed, again as decoded. Beyond it the answer is 413.
 * @param maxJoinedBytes the most bytes of bodies held at one time by all calls together.
 * Beyond it the answer is 503. By default a fifth of the largest heap.
 * @param bodyTimeout how long a client may take to send its body. Beyond it the answer is
 * 408.
 * @param spoolThreshold up to how many bytes a multipart body (audio, images to edit) is
 * held in memory; a larger one goes to a file.
 * @param maxSpooledBytes the most bytes of such bodies in files at one time, of all calls
 * together. Beyond it the answer is 503.
 * @param spoolDirectory where those files are kept while their calls last. By default
 * {@code sluice-spool} in the folder for temporary files.
 * @param ollamaPaths whether {@code POST /api/chat} is taken as a call of an Ollama
 * client.
 * @param cors what browsers on other origins may do. Off until an origin is allowed.
 */
@ConfigurationProperties(prefix = "sluice.http", ignoreUnknownFields = false)
public record HttpProperties(@DefaultValue("") String basePath, @DefaultValue("32MB") DataSize maxBodySize,
		@Nullable DataSize maxJoinedBytes, @DefaultValue("30s") Duration bodyTimeout,
		@DefaultValue("1MB") DataSize spoolThreshold, @DefaultValue("4GB") DataSize maxSpooledBytes,
		@Nullable Path spoolDirectory, @DefaultValue("false") boolean ollamaPaths, @DefaultValue Cors cors) {

	/** Checks what no call could be served with. */
	public HttpProperties {
		Assert.isTrue(basePath.isEmpty() || (basePath.startsWith("/") && !basePath.endsWith("/")),
				() -> "sluice.http.base-path must be empty, or begin and not end with '/', but is '" + basePath + "'");
		Assert.isTrue(maxBodySize.toBytes() > 0 && maxBodySize.toBytes() <= Integer.MAX_VALUE - 16,
				() -> "sluice.http.max-body-size must be from 1 byte to 2 GB, but is " + maxBodySize);
		Assert.isTrue(!bodyTimeout.isNegative() && !bodyTimeout.isZero(),
				() -> "sluice.http.body-timeout must be longer than nothing, but is " + bodyTimeout);
	}

	Path spool() {
		return (this.spoolDirectory != null) ? this.spoolDirectory
				: Path.of(System.getProperty("java.io.tmpdir"), "sluice-spool");
	}

	long joinedBytes() {
		return (this.maxJoinedBytes != null) ? this.maxJoinedBytes.toBytes() : Runtime.getRuntime().maxMemory() / 5;
	}

	/**
	 * What browsers on other origins may do with the model APIs.
	 *
	 * @param allowedOrigins origins such as {@code https://app.example.com}, or {@code *}
	 * for all. None by default, which switches CORS off.
	 * @param allowedMethods the methods that a preflight allows.
	 * @param allowedHeaders the request headers that a preflight allows. All by default,
	 * because SDKs send many {@code x-stainless-*} headers.
	 * @param exposedHeaders the answer's headers that scripts may read.
	 * @param maxAge how long a browser may remember a preflight.
	 * @param allowCredentials whether browsers may send cookies. Cannot be combined with
	 * the origin {@code *}.
	 */
	public record Cors(@DefaultValue List<String> allowedOrigins, @DefaultValue( {
			"GET", "HEAD", "POST" }) List<String> allowedMethods, @DefaultValue("*") List<String> allowedHeaders,
			@DefaultValue({ "x-request-id", "retry-after", "retry-after-ms", "x-should-retry",
					"x-ratelimit-limit-requests", "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests",
					"x-ratelimit-limit-tokens", "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens",
					"x-sluice-provider", "x-sluice-model", "x-sluice-route", "x-sluice-attempts", "x-sluice-cache",
					"x-sluice-cost-usd", "x-sluice-dropped", "x-sluice-output-cap" }) List<String> exposedHeaders,
			@DefaultValue("30m") Duration maxAge, @DefaultValue("false") boolean allowCredentials){

		/** Refuses to hand every origin the cookies of its visitors. */
		public Cors {
			Assert.isTrue(!(allowCredentials && allowedOrigins.contains("*")),
					"sluice.http.cors: allow-credentials cannot be combined with the origin '*'. "
							+ "Name the origins, or switch credentials off.");
		}

	}

}
