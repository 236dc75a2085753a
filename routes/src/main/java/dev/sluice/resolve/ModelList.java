package dev.sluice.resolve;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.NearestNames;

/**
 * Answers what clients ask about models: the list, one of it, and whether anybody is
 * there. Shows what the caller may use of what is configured.
 */
public final class ModelList {

	private static final String JSON = "application/json";

	private static final String PATH = "/v1/models";

	private static final byte[] NOTHING = {};

	private final CompiledTablesSource tables;

	private final LiveModels live;

	private final ModelRoster roster;

	private volatile Known known;

	ModelList(Catalogue catalogue, RoutingTablesSource tables, LiveModels live) {
		this.tables = new CompiledTablesSource(tables);
		this.live = live;
		this.roster = new ModelRoster(catalogue, live);
		this.known = new Known(this.tables.current(), live.version());
	}

	/**
	 * Answers a call of one of the dialects {@code openai-models},
	 * {@code anthropic-models} and {@code anthropic-hello}.
	 * @param call the call
	 * @return the answer, its body shared and not to be changed
	 * @throws GatewayException of kind {@code MODEL_NOT_FOUND} when the path names a
	 * model that is not listed, {@code INVALID_REQUEST} when paging parameters are wrong
	 */
	public Answer answer(ClientCall call) {
		if (call.dialect() == Dialect.ANTHROPIC_HELLO) {
			return new Answer(200, JSON, NOTHING);
		}
		boolean anthropic = call.dialect() == Dialect.ANTHROPIC_MODELS;
		Rows rows = rows(call.caller().models());
		String id = id(call.path());
		if (id != null) {
			ListedModel model = find(rows.models(), id);
			return json(anthropic ? ModelJson.anthropicModel(model) : ModelJson.openAiModel(model));
		}
		if (!anthropic) {
			return json(rows.openAiList());
		}
		ModelPage page = ModelPage.of(rows.models(), call.rawQuery());
		return json(ModelJson.anthropicPage(page.models(), page.more()));
	}

	private Rows rows(@Nullable Set<String> allowed) {
		CompiledTables current = this.tables.current();
		Known rows = this.known;
		Object version = this.live.version();
		if (rows.tables() != current || rows.version() != version) {
			rows = new Known(current, version);
			this.known = rows;
		}
		return rows.of(this.roster, allowed);
	}

	private static @Nullable String id(String path) {
		int start = path.indexOf(PATH);
		String rest = (start != -1) ? path.substring(start + PATH.length()) : "";
		if (rest.length() < 2) {
			return null;
		}
		try {
			return StringUtils.uriDecode(rest.substring(1), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			return rest.substring(1);
		}
	}

	private static ListedModel find(List<ListedModel> models, String id) {
		return models.stream().filter((model) -> model.isCalled(id)).findFirst().orElseThrow(() -> {
			List<String> nearest = NearestNames.of(id, models.stream().map(ListedModel::id).toList());
			String text = nearest.isEmpty() ? "The list of models is empty."
					: "The nearest names are: " + String.join(", ", nearest) + ".";
			return new GatewayException(ErrorKind.MODEL_NOT_FOUND,
					"The model of this path is not in the list of models. " + text)
				.param("model");
		});
	}

	private static Answer json(byte[] body) {
		return new Answer(200, JSON, body);
	}

	/**
	 * An answer that the gateway gives itself.
	 *
	 * @param status the HTTP status
	 * @param contentType the media type
	 * @param body the bytes
	 */
	public record Answer(int status, String contentType, byte[] body) {
	}

	/**
	 * What callers with the same permissions see.
	 *
	 * @param models the rows
	 * @param openAiList the whole list as OpenAI clients read it
	 */
	private record Rows(List<ListedModel> models, byte[] openAiList) {

		static Rows of(List<ListedModel> models) {
			return new Rows(models, ModelJson.openAiList(models));
		}

	}

	/** The rows of one snapshot, kept for a bounded number of sets of permissions. */
	private record Known(CompiledTables tables, Object version, Map<Set<String>, Rows> rows) {

		private static final int MOST = 64;

		private static final Set<String> EVERYTHING = Set.of();

		Known(CompiledTables tables, Object version) {
			this(tables, version, new ConcurrentHashMap<>());
		}

		Rows of(ModelRoster roster, @Nullable Set<String> allowed) {
			if (allowed != null && allowed.isEmpty()) {
				return Rows.of(List.of());
			}
			Set<String> key = (allowed != null) ? allowed : EVERYTHING;
			Rows found = this.rows.get(key);
			if (found == null) {
				found = Rows.of(roster.of(this.tables, allowed));
				if (this.rows.size() < MOST) {
					this.rows.put(key, found);
				}
			}
			return found;
		}

	}

}
