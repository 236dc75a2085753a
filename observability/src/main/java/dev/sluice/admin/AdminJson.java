package dev.sluice.admin;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.admin.AdminProblem.Fault;

/**
 * JSON as the administration API speaks it: snake case, no unknown, repeated or trailing
 * fields. A mapper of its own, so that what a host application sets on its mapper changes
 * nothing here.
 */
final class AdminJson {

	private static final JsonMapper mapper = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
		.build();

	private AdminJson() {
	}

	static byte[] write(Object value) {
		return mapper.writeValueAsBytes(value);
	}

	static <T> T read(byte[] body, Class<T> type) {
		try {
			T value = mapper.readValue(body, type);
			if (value == null) {
				throw AdminProblem.badRequest("The body is null. Send a JSON object.", List.of());
			}
			return value;
		}
		catch (DatabindException ex) {
			throw misfit(ex);
		}
		catch (JacksonException ex) {
			throw malformed(ex);
		}
	}

	private static AdminProblem misfit(DatabindException ex) {
		String pointer = pointer(ex);
		String what = what(ex);
		return AdminProblem.badRequest("The body does not fit: " + what + " at '" + pointer + "'.",
				List.of(new Fault(what, pointer)));
	}

	private static String what(DatabindException ex) {
		if (ex instanceof UnrecognizedPropertyException) {
			return "unknown field";
		}
		// Values check themselves, in words meant for whoever sends them.
		if (ex.getCause() instanceof IllegalArgumentException cause && cause.getMessage() != null) {
			return cause.getMessage();
		}
		return "missing or wrong value";
	}

	private static String pointer(DatabindException ex) {
		StringBuilder pointer = new StringBuilder();
		for (JacksonException.Reference step : ex.getPath()) {
			String name = (step.getPropertyName() != null) ? step.getPropertyName() : String.valueOf(step.getIndex());
			pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
		}
		return pointer.toString();
	}

	private static AdminProblem malformed(JacksonException ex) {
		TokenStreamLocation at = ex.getLocation();
		String where = (at != null) ? " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")" : "";
		return AdminProblem.badRequest("The body is not JSON, or names a field twice" + where + ".", List.of());
	}

}
