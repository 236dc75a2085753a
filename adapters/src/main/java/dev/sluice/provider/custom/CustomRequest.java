package dev.sluice.provider.custom;

import java.util.Collection;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;

/** Writes a chat as a described API wants it. */
final class CustomRequest {

	private static final JsonMapper JSON = JsonMapper.shared();

	private final CustomApi api;

	CustomRequest(CustomApi api) {
		this.api = api;
	}

	WrittenRequest write(ChatRequest request, TargetModel target) {
		ObjectNode root = JSON.createObjectNode();
		this.api.constants().forEach((pointer, value) -> put(root, pointer, value));
		for (Map.Entry<JsonPointer, RequestPart> entry : this.api.request().entrySet()) {
			put(root, entry.getKey(), entry.getValue().of(request, target));
		}
		return new WrittenRequest(JSON.writeValueAsBytes(root), dropped(request, target),
				new Reversal().of(target.capabilities()));
	}

	private static void put(ObjectNode root, JsonPointer pointer, @Nullable Object value) {
		if (value == null) {
			return;
		}
		ObjectNode at = root;
		JsonPointer rest = pointer;
		while (!rest.tail().matches()) {
			JsonNode next = at.get(rest.getMatchingProperty());
			at = (next instanceof ObjectNode object) ? object : at.putObject(rest.getMatchingProperty());
			rest = rest.tail();
		}
		at.set(rest.getMatchingProperty(), JSON.valueToTree(value));
	}

	private Dropped dropped(ChatRequest request, TargetModel target) {
		Dropped dropped = new Dropped();
		Collection<RequestPart> sent = this.api.request().values();
		for (RequestPart part : new RequestPart[] { RequestPart.MAX_OUTPUT, RequestPart.TEMPERATURE, RequestPart.TOP_P,
				RequestPart.TOP_K, RequestPart.SEED, RequestPart.STOP }) {
			if (!sent.contains(part) && part.of(request, target) != null) {
				dropped.add((part == RequestPart.MAX_OUTPUT) ? "max_tokens" : part.word().replace('-', '_'));
			}
		}
		noteContent(request, dropped);
		if (!request.tooling().tools().isEmpty()) {
			dropped.add("tools");
		}
		if (request.output().format() != null) {
			dropped.add("response_format");
		}
		request.extras()
			.lose((request.origin() == Dialect.OPENAI_EMBEDDINGS) ? Dialect.OPENAI_CHAT : Dialect.OPENAI_EMBEDDINGS, "",
					dropped);
		return dropped;
	}

	private static void noteContent(ChatRequest request, Dropped dropped) {
		request.messages()
			.stream()
			.flatMap((message) -> message.content().stream())
			.filter((block) -> !(block instanceof ContentBlock.Text) && !(block instanceof ContentBlock.Thinking))
			.forEach((block) -> dropped
				.add("messages." + block.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT)));
	}

}
