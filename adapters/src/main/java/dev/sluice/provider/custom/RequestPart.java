package dev.sluice.provider.custom;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Message;
import dev.sluice.chat.Role;
import dev.sluice.chat.TargetModel;

/** Something of a chat that a described API can be sent. */
enum RequestPart {

	/** The provider's name of the model. */
	MODEL((request, target) -> target.id()),
	/** All messages as one text. */
	PROMPT((request, target) -> prompt(request)),
	/** The text of the system messages. */
	SYSTEM((request, target) -> emptyToNull(texts(request, Role::instructs))),
	/** The text of the last message. */
	LAST_MESSAGE((request, target) -> request.messages().isEmpty() ? null
			: text(request.messages().get(request.messages().size() - 1))),
	/** All messages but the system's, each with {@code role} and {@code content}. */
	MESSAGES((request, target) -> messages(request)),
	/** The output cap. */
	MAX_OUTPUT((request, target) -> {
		long cap = request.output().cap(target.outputCap());
		return (cap >= 0) ? cap : null;
	}),
	/** The temperature. */
	TEMPERATURE((request, target) -> request.sampling().temperature()),
	/** The share of likely tokens. */
	TOP_P((request, target) -> request.sampling().topP()),
	/** The number of likely tokens. */
	TOP_K((request, target) -> request.sampling().topK()),
	/** The seed. */
	SEED((request, target) -> request.sampling().seed()),
	/** The stop texts. */
	STOP((request, target) -> request.output().stop().isEmpty() ? null : request.output().stop()),
	/** Whether a stream is wanted. */
	STREAM((request, target) -> request.output().streamed()),
	/** The end user's id. */
	USER((request, target) -> request.user());

	private final Value value;

	RequestPart(Value value) {
		this.value = value;
	}

	@Nullable Object of(ChatRequest request, TargetModel target) {
		return this.value.of(request, target);
	}

	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static List<String> words() {
		return Arrays.stream(values()).map(RequestPart::word).toList();
	}

	/** One question stands as it is; a conversation tells who speaks. */
	private static String prompt(ChatRequest request) {
		if (request.messages().size() == 1) {
			return text(request.messages().get(0));
		}
		return request.messages()
			.stream()
			.map((message) -> role(message.role()) + ": " + text(message))
			.collect(Collectors.joining("\n\n")) + "\n\nassistant:";
	}

	private static List<Map<String, String>> messages(ChatRequest request) {
		List<Map<String, String>> messages = new ArrayList<>();
		for (Message message : request.messages()) {
			if (!message.role().instructs()) {
				Map<String, String> json = new LinkedHashMap<>();
				json.put("role", role(message.role()));
				json.put("content", text(message));
				messages.add(json);
			}
		}
		return messages;
	}

	private static String texts(ChatRequest request, Function<Role, Boolean> wanted) {
		return request.messages()
			.stream()
			.filter((message) -> wanted.apply(message.role()))
			.map(RequestPart::text)
			.collect(Collectors.joining("\n\n"));
	}

	private static @Nullable String emptyToNull(String text) {
		return text.isEmpty() ? null : text;
	}

	private static String text(Message message) {
		return message.content()
			.stream()
			.filter(ContentBlock.Text.class::isInstance)
			.map((block) -> ((ContentBlock.Text) block).text())
			.collect(Collectors.joining("\n"));
	}

	private static String role(Role role) {
		return role.instructs() ? "system" : (role == Role.ASSISTANT) ? "assistant" : "user";
	}

	/** Finds the value of a part. */
	@FunctionalInterface
	private interface Value {

		@Nullable Object of(ChatRequest request, TargetModel target);

	}

}
