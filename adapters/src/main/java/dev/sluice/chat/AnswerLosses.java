package dev.sluice.chat;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.json.JsonWriter;

/** Names what of an answer the client's dialect has no place for. */
final class AnswerLosses {

	private final DialectCodec client;

	private final Dropped dropped;

	AnswerLosses(DialectCodec client, Dropped dropped) {
		this.client = client;
		this.dropped = dropped;
	}

	/** An answer that is going to be written whole. */
	ChatAnswer of(ChatAnswer answer) {
		answer.choices().forEach((choice) -> choice.content().forEach(this::weigh));
		return answer;
	}

	/** The encoder of a stream, whose blocks are looked at. */
	StreamEncoder of(StreamEncoder encoder) {
		return new StreamEncoder() {

			@Override
			public void encode(ChatEvent event, JsonWriter out) {
				if (event instanceof ChatEvent.WholeBlock whole) {
					weigh(whole.block());
				}
				encoder.encode(event, out);
			}

		};
	}

	private void weigh(ContentBlock block) {
		String name = name(block);
		if (name != null && !this.client.shows(block)) {
			this.dropped.add(Crossing.OF_ANSWER + name);
		}
	}

	private static @Nullable String name(ContentBlock block) {
		if (block instanceof ContentBlock.Opaque opaque) {
			return opaque.type();
		}
		return (block instanceof ContentBlock.Image) ? "image" : (block instanceof ContentBlock.Audio) ? "audio"
				: (block instanceof ContentBlock.Document) ? "document" : null;
	}

}
