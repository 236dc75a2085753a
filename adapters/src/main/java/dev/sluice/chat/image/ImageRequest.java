package dev.sluice.chat.image;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Source;

/**
 * A call for pictures, as its client sent it.
 *
 * @param model the model as the client named it
 * @param prompt what to show
 * @param inputs the pictures to start from; empty for new ones
 * @param count how many are wanted, or null when not said
 * @param size such as {@code 1024x1536}, or null
 * @param format {@code png}, {@code jpeg} or {@code webp}, or null
 * @param delivery {@code url} or {@code b64_json}, or null when not said
 * @param extras what has no neutral meaning
 */
public record ImageRequest(String model, String prompt, List<Source> inputs, @Nullable Long count,
		@Nullable String size, @Nullable String format, @Nullable String delivery, Extras extras) {

	/** The proportions of the wanted size, named as lost when no model knows them. */
	@Nullable String proportions(Dropped dropped) {
		if (this.size == null || this.size.equals("auto")) {
			return null;
		}
		String ratio = AspectRatio.of(this.size);
		if (ratio == null) {
			dropped.add("size");
		}
		return ratio;
	}

	/** Names what only tells the origin how to draw and to hand over. */
	void lose(Dialect target, Dropped dropped) {
		this.extras.lose(target, "", dropped);
	}

}
