package dev.sluice.declare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RouteSchemaTests {

	private static final Path COMMITTED = Path.of("../docs/routes.schema.json");

	@TempDir
	Path home;

	@Test
	void isCommittedAsItIsGenerated() {
		RouteContexts.in(this.home).run((context) -> {
			String generated = context.getBean(RouteSchema.class).generate();
			if (Boolean.getBoolean("sluice.regenerate")) {
				Files.writeString(COMMITTED, generated);
			}
			assertThat(read(COMMITTED))
				.as("docs/routes.schema.json is out of date; run the tests of this module with -Dsluice.regenerate=true")
				.isEqualTo(generated);
		});
	}

	@Test
	void describesArgumentsByTheirJavadoc() {
		RouteContexts.in(this.home).run((context) -> {
			JsonNode schema = JsonMapper.shared().readTree(context.getBean(RouteSchema.class).generate());
			JsonNode model = form(schema, "predicate", "AiModel").at("/properties/args/properties/models");
			assertThat(model.path("description").asString()).startsWith("Globs over the model's name");
			JsonNode retry = form(schema, "filter", "Retry").at("/properties/args/properties/backoff/properties");
			assertThat(retry.has("firstBackoff")).isTrue();
			assertThat(schema.at("/$defs/route/properties/metadata/properties/strategy/enum/0").asString())
				.isEqualTo("priority");
		});
	}

	private static JsonNode form(JsonNode schema, String kind, String name) {
		for (JsonNode form : schema.at("/$defs/" + kind + "/anyOf")) {
			if (name.equals(form.at("/properties/name/const").asString(""))) {
				return form;
			}
		}
		throw new AssertionError("no form for " + name);
	}

	private static String read(Path file) throws IOException {
		return Files.exists(file) ? Files.readString(file) : "";
	}

}
