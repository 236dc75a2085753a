package dev.sluice.chat.rerank;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Loss;
import dev.sluice.chat.json.JsonReader;

/** Reads a request to order documents. Used once. */
final class RerankRequestReader {

	private final JsonReader in;

	private final Envelope envelope;

	private final Dialect dialect;

	private final RerankWords words;

	private final Extras.Gatherer extras;

	private final List<String> documents = new ArrayList<>();

	private @Nullable String model;

	private @Nullable String query;

	private @Nullable Long most;

	private @Nullable Boolean returned;

	RerankRequestReader(JsonReader in, Envelope envelope, Dialect dialect, RerankWords words) {
		this.in = in;
		this.envelope = envelope;
		this.dialect = dialect;
		this.words = words;
		this.extras = new Extras.Gatherer(dialect);
		this.model = envelope.model();
	}

	RerankRequest read() {
		boolean object = this.in.start().isObject();
		for (String name = object ? this.in.nextName() : null; name != null; name = this.in.nextName()) {
			if (this.in.isNull() || this.envelope.isCut(this.in.position())) {
				this.in.skip();
			}
			else {
				member(name);
			}
		}
		if (this.query == null || this.documents.isEmpty()) {
			String missing = (this.query == null) ? "query" : this.words.documents();
			throw this.in.wrong(missing, "Field '" + missing + "' is required.");
		}
		return new RerankRequest(this.dialect, (this.model != null) ? this.model : "", this.query,
				List.copyOf(this.documents), this.most, this.returned, this.extras.gathered());
	}

	private void member(String name) {
		if (name.equals("model")) {
			this.model = this.in.text(name);
		}
		else if (name.equals("query")) {
			this.query = this.in.text(name);
		}
		else if (name.equals(this.words.documents())) {
			documents(name);
		}
		else if (name.equals(this.words.most())) {
			this.most = this.in.integer(name);
		}
		else if (name.equals(this.words.returned())) {
			this.returned = this.in.bool(name);
		}
		else {
			this.extras.keep(name, this.in.raw(), Loss.NAMED);
		}
	}

	private void documents(String field) {
		if (this.in.array(field)) {
			while (this.in.nextElement()) {
				this.documents.add(this.in.isObject() ? text(field) : this.in.text(field));
			}
		}
	}

	private String text(String field) {
		String text = null;
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			if (name.equals("text")) {
				text = this.in.text(field);
			}
			else {
				this.extras.keep(field + "." + name, this.in.raw(), Loss.NAMED);
			}
		}
		if (text == null) {
			throw this.in.wrong(field, "Documents for the chosen model's provider must have a 'text'.");
		}
		return text;
	}

}
