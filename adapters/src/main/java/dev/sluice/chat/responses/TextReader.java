package dev.sluice.chat.responses;

import org.jspecify.annotations.Nullable;

import dev.sluice.chat.OutputFormat;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.RawJson;

/** Reads the object {@code text}: the answer's form, and how long-winded it may be. */
final class TextReader {

	private final JsonReader in;

	private @Nullable OutputFormat format;

	private @Nullable String verbosity;

	TextReader(JsonReader in) {
		this.in = in;
	}

	@Nullable OutputFormat format() {
		return this.format;
	}

	@Nullable String verbosity() {
		return this.verbosity;
	}

	void read() {
		if (!this.in.object("text")) {
			return;
		}
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "format" -> {
					if (this.in.object("text.format")) {
						this.format = format(new Schema());
					}
				}
				case "verbosity" -> this.verbosity = this.in.string("text.verbosity");
				default -> this.in.skip();
			}
		}
	}

	private OutputFormat format(Schema schema) {
		for (String name = this.in.nextName(); name != null; name = this.in.nextName()) {
			switch (name) {
				case "type" -> schema.type = this.in.text("text.format.type");
				case "name" -> schema.label = this.in.string("text.format.name");
				case "description" -> schema.description = this.in.string("text.format.description");
				case "schema" -> schema.schema = this.in.raw();
				case "strict" -> schema.strict = this.in.bool("text.format.strict");
				default -> this.in.skip();
			}
		}
		return switch (schema.type) {
			case "text" -> new OutputFormat.PlainText();
			case "json_object" -> new OutputFormat.JsonObject();
			case "json_schema" ->
				new OutputFormat.JsonSchema(schema.label, schema.description, schema.schema, schema.strict);
			default -> throw this.in.wrong("text.format",
					"Field 'text.format' must be of type text, json_object or json_schema.");
		};
	}

	/** The members of a format, which are flat here. */
	private static final class Schema {

		private String type = "";

		private @Nullable String label;

		private @Nullable String description;

		private RawJson schema = RawJson.EMPTY_OBJECT;

		private @Nullable Boolean strict;

	}

}
