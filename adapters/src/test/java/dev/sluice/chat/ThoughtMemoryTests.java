package dev.sluice.chat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.sluice.call.Dialect;

import static org.assertj.core.api.Assertions.assertThat;

class ThoughtMemoryTests {

	@Test
	void forgetsWhatWasNotAskedForLongest() {
		ThoughtMemory memory = new ThoughtMemory(400);
		List<ChatRequest> conversations = List.of(conversation("a"), conversation("b"), conversation("c"));
		conversations.subList(0, 2).forEach((asked) -> note(memory, asked));
		assertThat(recalled(memory, conversations.get(0))).isEqualTo("thought".repeat(10));
		note(memory, conversations.get(2));
		assertThat(recalled(memory, conversations.get(1))).isEmpty();
		assertThat(recalled(memory, conversations.get(0))).isNotEmpty();
		assertThat(recalled(memory, conversations.get(2))).isNotEmpty();
	}

	@Test
	void oneLargerThanAllIsNotKept() {
		ThoughtMemory memory = new ThoughtMemory(100);
		note(memory, conversation("a"));
		assertThat(recalled(memory, conversation("a"))).isEmpty();
	}

	private static void note(ThoughtMemory memory, ChatRequest asked) {
		memory.note(TurnDigest.of(asked.messages().subList(0, 1)).turn(List.of("f")), "thought".repeat(10));
	}

	private static String recalled(ThoughtMemory memory, ChatRequest request) {
		ContentBlock first = memory.recall(request).messages().get(1).content().get(0);
		return (first instanceof ContentBlock.Thinking thinking) ? thinking.text() : "";
	}

	private static ChatRequest conversation(String text) {
		byte[] body = ("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"" + text
				+ "\"},{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"type\":\"function\",\"function\":"
				+ "{\"name\":\"f\",\"arguments\":\"{}\"}}]}]}")
			.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		return TestCodecs.of(Dialect.OPENAI_CHAT).readRequest(body, dev.sluice.call.Envelope.NONE);
	}

}
