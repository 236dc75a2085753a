package dev.sluice.declare;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class RouteSchemaTests {

	@TempDir
	Path home;

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

}
