package dev.sluice.chat.operation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import dev.sluice.call.Dialect;
import dev.sluice.chat.DialectCodecs;
import dev.sluice.chat.DialectCodecsAutoConfiguration;
import dev.sluice.chat.Passage;
import dev.sluice.chat.Passages;
import dev.sluice.chat.TestCodecs;
import dev.sluice.chat.count.TokenCountAutoConfiguration;
import dev.sluice.chat.embedding.EmbeddingCodecsAutoConfiguration;
import dev.sluice.chat.image.ImageCodecsAutoConfiguration;
import dev.sluice.chat.moderation.ModerationCodecsAutoConfiguration;
import dev.sluice.chat.rerank.RerankCodecsAutoConfiguration;

/**
 * A way of an operation besides chats, and the dialect it comes from.
 *
 * @param from the client's dialect
 * @param passage the way
 */
public record OperationWay(Dialect from, Passage passage) {

	/**
	 * All of them.
	 * @return in the order of their dialects
	 */
	public static Stream<OperationWay> all() {
		try (var context = new AnnotationConfigApplicationContext()) {
			context.registerBean("chats", DialectCodecs.class, () -> new DialectCodecs(TestCodecs.ALL));
			context.register(DialectCodecsAutoConfiguration.class, TokenCountAutoConfiguration.class,
					EmbeddingCodecsAutoConfiguration.class, ImageCodecsAutoConfiguration.class,
					ModerationCodecsAutoConfiguration.class, RerankCodecsAutoConfiguration.class);
			context.refresh();
			List<Passages> operations = context.getBeansOfType(Passages.class)
				.values()
				.stream()
				.filter((some) -> !(some instanceof DialectCodecs))
				.toList();
			return Arrays.stream(Dialect.values())
				.flatMap((from) -> operations.stream()
					.flatMap((some) -> some.from(from).stream())
					.map((passage) -> new OperationWay(from, passage)));
		}
	}

	@Override
	public String toString() {
		return this.from.id() + " to " + this.passage.upstream().id();
	}

}
