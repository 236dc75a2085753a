package dev.sluice.chat.openai;

import java.util.ArrayList;
import java.util.List;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;

/**
 * Images that a model paints in a chat: OpenAI has no place for them, other gateways put
 * them beside the text.
 */
final class PaintedImages {

	/** The member of a message, and of a delta, that holds them. */
	static final String NAME = "images";

	private PaintedImages() {
	}

	/**
	 * Reads the list that the reader stands at.
	 */
	static List<ContentBlock.Image> read(JsonReader in) {
		List<ContentBlock.Image> images = new ArrayList<>(1);
		if (in.isArray()) {
			while (in.nextElement()) {
				if (new PartReader(in).part() instanceof ContentBlock.Image image) {
					images.add(image);
				}
			}
		}
		in.skip();
		return images;
	}

	/**
	 * Writes those among what an answer holds, if any.
	 */
	static void write(List<? extends ContentBlock> content, JsonWriter out) {
		if (content.stream().noneMatch(ContentBlock.Image.class::isInstance)) {
			return;
		}
		out.array(NAME);
		for (ContentBlock block : content) {
			if (block instanceof ContentBlock.Image image) {
				image(image, out);
			}
		}
		out.endArray();
	}

	private static void image(ContentBlock.Image image, JsonWriter out) {
		out.object().member("type", "image_url").object("image_url").member("url", image.source().toUrl()).endObject();
		if (image.extras().origin() == Dialect.OPENAI_CHAT) {
			image.extras().members().forEach((member) -> out.member(member.name(), member.value()));
		}
		out.endObject();
	}

}
