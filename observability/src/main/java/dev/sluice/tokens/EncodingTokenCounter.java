package dev.sluice.tokens;

import java.util.List;
import java.util.function.Supplier;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import dev.sluice.wire.OutputText;

/**
 * Counts with OpenAI's encodings: exactly for its models, nearly for others. Tables of an
 * encoding are loaded when it is first needed, on the counting thread.
 */
final class EncodingTokenCounter implements TokenCounter {

	private static final List<String> OLDER = List.of("gpt-4-", "gpt-3.5", "text-embedding");

	private static final int LONGEST = 256 * 1024;

	private final EncodingRegistry encodings;

	private final Scheduler scheduler;

	/**
	 * Creates a counter.
	 * @param scheduler where to count; it refuses work when too much waits
	 */
	EncodingTokenCounter(Scheduler scheduler) {
		this(Encodings::newLazyEncodingRegistry, scheduler);
	}

	EncodingTokenCounter(Supplier<EncodingRegistry> encodings, Scheduler scheduler) {
		this.encodings = encodings.get();
		this.scheduler = scheduler;
	}

	@Override
	public Mono<Long> count(@Nullable String model, OutputText text) {
		if (text.length() == 0) {
			return Mono.just(0L);
		}
		return Mono.fromCallable(() -> exact(model, text))
			.subscribeOn(this.scheduler)
			.onErrorResume((ex) -> Mono.just(TokenEstimates.guess(text.length())));
	}

	@Override
	public Mono<Long> countInput(@Nullable String model, String text) {
		if (text.isEmpty()) {
			return Mono.just(0L);
		}
		return Mono.fromCallable(() -> extrapolated(model, text))
			.subscribeOn(this.scheduler)
			.onErrorResume((ex) -> Mono.just(TokenEstimates.guess(text.length())));
	}

	// One thread counts for everybody, so it reads no more than the beginning.
	private long extrapolated(@Nullable String model, String text) {
		String read = text.substring(0, Math.min(text.length(), LONGEST));
		long tokens = encoding(model).countTokensOrdinary(read);
		return (tokens * text.length() + read.length() - 1) / read.length();
	}

	// What was not kept has as many tokens to the byte as what was.
	private long exact(@Nullable String model, OutputText text) {
		long tokens = encoding(model).countTokensOrdinary(text.kept());
		long kept = text.keptLength();
		return (kept == text.length()) ? tokens : (tokens * text.length() + kept - 1) / kept;
	}

	private Encoding encoding(@Nullable String model) {
		String name = (model != null) ? model.substring(model.lastIndexOf('/') + 1) : "";
		boolean older = name.equals("gpt-4") || OLDER.stream().anyMatch(name::startsWith);
		return this.encodings.getEncoding(older ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE);
	}

}
