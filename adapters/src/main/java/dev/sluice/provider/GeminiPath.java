package dev.sluice.provider;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;

/** The paths of Gemini's own dialect, which name model and verb in one segment. */
public final class GeminiPath {

	private GeminiPath() {
	}

	/**
	 * Whether a dialect has such paths.
	 * @param dialect a dialect
	 * @return true for Gemini's own
	 */
	public static boolean carries(Dialect dialect) {
		return dialect == Dialect.GEMINI_GENERATE || dialect == Dialect.GEMINI_COUNT_TOKENS
				|| dialect == Dialect.GEMINI_EMBED;
	}

	/**
	 * The path and query of a call.
	 * @param call a call of a dialect that {@linkplain #carries carries} such paths
	 * @param model the model, or null for the client's
	 * @return the path, whose model cannot leave its segment, and the client's query
	 */
	public static String of(ClientCall call, @Nullable String model) {
		return of(call, model, "/v1beta/models/");
	}

	/**
	 * The path and query of a call where models stand at another place.
	 * @param call a call of a dialect that {@linkplain #carries carries} such paths
	 * @param model the model, or null for the client's
	 * @param models what stands before the model, ending with a slash
	 * @return the path, whose model cannot leave its segment, and the client's query
	 */
	public static String of(ClientCall call, @Nullable String model, String models) {
		String name = (model != null) ? model : Objects.requireNonNull(call.envelope().model());
		return models + UriUtils.encode(name, StandardCharsets.UTF_8) + ":" + verb(call)
				+ UpstreamQuery.of(call.rawQuery());
	}

	/**
	 * From a fixed list, so that the client's path cannot choose another. Calls of other
	 * dialects' clients are batches.
	 */
	private static String verb(ClientCall call) {
		return switch (call.dialect()) {
			case GEMINI_COUNT_TOKENS -> "countTokens";
			case GEMINI_EMBED -> call.path().endsWith(":embedContent") ? "embedContent" : "batchEmbedContents";
			default -> call.envelope().stream() ? "streamGenerateContent" : "generateContent";
		};
	}

}
