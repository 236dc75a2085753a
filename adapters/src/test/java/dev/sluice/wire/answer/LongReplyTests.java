package dev.sluice.wire.answer;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.sluice.call.Dialect;
import dev.sluice.call.UsageKind;

import static org.assertj.core.api.Assertions.assertThat;

class LongReplyTests {

	private static final String USAGE = "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":4,\"total_tokens\":13}";

	private static final String HEAD = "{\"id\":\"c\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m-1\",";

	private static String text(int length) {
		return "\"choices\":[{\"message\":{\"content\":\"" + "word ".repeat(length / 5) + "\"}}]";
	}

	private static @Nullable ReplyFacts ends(String body) {
		return LongReply.read(Dialect.OPENAI_CHAT, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
	}

	@Test
	void readsUsageAndModelWithoutTheTextBetween() {
		ReplyFacts facts = ends(HEAD + text(20_000) + "," + USAGE + ",\"service_tier\":\"default\"}");
		assertThat(facts).isNotNull();
		assertThat(facts.usage().input()).isEqualTo(9);
		assertThat(facts.usage().output()).isEqualTo(4);
		assertThat(facts.servedModel()).isEqualTo("m-1");
	}

	@Test
	void saysTheSameAsTheWholePass() {
		byte[] body = (HEAD + text(20_000) + "," + USAGE + "}").getBytes(StandardCharsets.UTF_8);
		assertThat(ReplyFacts.read(Dialect.OPENAI_CHAT, Unpooled.wrappedBuffer(body)))
			.isEqualTo(ReplyFacts.read(Dialect.OPENAI_CHAT, body, 0, body.length));
	}

	@Test
	void findsTheServiceTierOnEitherSideOfTheUsage() {
		ReplyFacts before = ends(HEAD + text(20_000) + ",\"service_tier\" : \"flex\"," + USAGE + "}");
		ReplyFacts behind = ends(HEAD + text(20_000) + "," + USAGE + ",\"service_tier\":\"flex\"}");
		assertThat(before).isNotNull().isEqualTo(behind);
		assertThat(before.usage().serviceTier()).isEqualTo("flex");
		ReplyFacts none = ends(HEAD + text(20_000) + ",\"service_tier\":null," + USAGE + "}");
		assertThat(none).isNotNull();
		assertThat(none.usage().serviceTier()).isNull();
	}

	@Test
	void readsResponsesWholeUnlessTheyHaveNoTools() {
		String usage = ",\"usage\":{\"input_tokens\":9,\"output_tokens\":4}}";
		String output = HEAD + "\"output\":[{\"type\":\"web_search_call\"},\"" + "word ".repeat(4000) + "\"]";
		assertThat(response(output + ",\"tools\": [ ]" + usage)).isNotNull();
		assertThat(response(output + ",\"tools\":[{\"type\":\"web_search\"}]" + usage)).isNull();
		assertThat(response(output + usage)).isNull();
		byte[] body = (output + usage).getBytes(StandardCharsets.UTF_8);
		ReplyFacts whole = ReplyFacts.read(Dialect.OPENAI_RESPONSES, Unpooled.wrappedBuffer(body));
		assertThat(whole.usage().get(UsageKind.WEB_SEARCHES)).isEqualTo(1);
	}

	private static @Nullable ReplyFacts response(String body) {
		return LongReply.read(Dialect.OPENAI_RESPONSES, Unpooled.copiedBuffer(body, StandardCharsets.UTF_8));
	}

	@Test
	void isNotFooledByUsageInADeeperLevel() {
		assertThat(ends(HEAD + text(20_000) + ",\"extra\":{\"x\":1," + USAGE + "}}")).isNull();
		assertThat(ends(HEAD + text(20_000) + ",\"extra\":[{\"x\":1," + USAGE + "}]}")).isNull();
	}

	@Test
	void isNotFooledByUsageInsideAString() {
		String quoted = ",\"note\":\"see, " + USAGE.replace("\"", "\\\"") + "\"}";
		assertThat(ends(HEAD + text(20_000) + quoted)).isNull();
	}

	@Test
	void leavesShortBrokenAndUnknownAnswersToTheWholePass() {
		assertThat(ends(HEAD + text(100) + "," + USAGE + "}")).isNull();
		assertThat(ends(HEAD + text(20_000) + "," + USAGE)).isNull();
		assertThat(ends(HEAD + text(20_000) + "," + USAGE + "}}")).isNull();
		assertThat(ends("{\"error\":{\"message\":\"no\"},\"model\":\"m\"," + text(20_000) + "," + USAGE + "}"))
			.isNull();
	}

}
