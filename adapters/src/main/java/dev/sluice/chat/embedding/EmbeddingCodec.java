package dev.sluice.chat.embedding;

import dev.sluice.call.Dialect;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.operation.JsonOperationCodec;

/** One embedding dialect: bytes to neutral values and back. Serves all calls. */
public abstract class EmbeddingCodec extends JsonOperationCodec<EmbeddingRequest, EmbeddingAnswer> {

	EmbeddingCodec(Dialect dialect) {
		super(dialect);
	}

	/** The count of that name in the object that the reader stands at, or -1. */
	static long count(JsonReader in, String field, String wanted) {
		long count = -1;
		boolean object = in.object(field);
		for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
			if (name.equals(wanted)) {
				count = in.count();
			}
			else {
				in.skip();
			}
		}
		return count;
	}

}
