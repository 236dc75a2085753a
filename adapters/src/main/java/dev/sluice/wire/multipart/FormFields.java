package dev.sluice.wire.multipart;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A multipart form as the JSON that the same call can be made with: files become objects
 * with an {@code image_url} that holds them, in a list where the field may repeat.
 */
public final class FormFields implements MultipartParser.PartListener {

	private static final JsonFactory JSON = new JsonFactory();

	private static final String FILE = "data:application/octet-stream;base64,";

	/** What is no text in JSON. */
	private static final Set<String> TYPED = Set.of("n", "stream", "partial_images", "output_compression");

	private final byte[] form;

	private final Map<String, List<Field>> fields = new TreeMap<>();

	private @Nullable PartHeader header;

	private int dataStart;

	private FormFields(byte[] form) {
		this.form = form;
	}

	/**
	 * Writes a form as JSON.
	 * @param contentType its content type, which names the boundary
	 * @param form the whole form
	 * @return one JSON object in UTF-8
	 * @throws dev.sluice.call.GatewayException of kind {@code INVALID_REQUEST} when it is
	 * no form
	 */
	public static byte[] toJson(@Nullable String contentType, byte[] form) {
		FormFields fields = new FormFields(form);
		MultipartParser parser = new MultipartParser(Boundary.delimiter(contentType), fields);
		parser.read(form);
		parser.end();
		return fields.json();
	}

	private byte[] json() {
		ByteArrayOutputStream out = new ByteArrayOutputStream(this.form.length + this.form.length / 2 + 64);
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
			json.writeStartObject();
			this.fields.forEach((name, values) -> write(json, name, values));
			json.writeEndObject();
		}
		return out.toByteArray();
	}

	private void write(JsonGenerator json, String name, List<Field> values) {
		boolean list = values.size() > 1 || name.endsWith("[]");
		json.writeName(name.endsWith("[]") ? name.substring(0, name.length() - 2) : name);
		if (list) {
			json.writeStartArray();
		}
		values.forEach((value) -> write(json, value, TYPED.contains(name)));
		if (list) {
			json.writeEndArray();
		}
	}

	private void write(JsonGenerator json, Field field, boolean typed) {
		if (field.file) {
			byte[] content = java.util.Arrays.copyOfRange(this.form, field.from, field.to);
			json.writeStartObject();
			json.writeStringProperty("image_url", FILE + Base64.getEncoder().encodeToString(content));
			json.writeEndObject();
			return;
		}
		String text = new String(this.form, field.from, field.to - field.from, StandardCharsets.UTF_8);
		if (typed && text.matches("0|[1-9][0-9]{0,17}|true|false")) {
			json.writeRawValue(text);
		}
		else {
			json.writeString(text);
		}
	}

	@Override
	public boolean partBegan(PartHeader header, int start) {
		this.header = header;
		this.dataStart = start;
		return false;
	}

	@Override
	public void partEnded(int dataEnd, int nextBoundary) {
		PartHeader begun = this.header;
		if (begun != null) {
			this.fields.computeIfAbsent(begun.name(), (name) -> new ArrayList<>(1))
				.add(new Field(this.dataStart, dataEnd, !begun.plain()));
			this.header = null;
		}
	}

	// Their places are enough.
	@Override
	public void data(byte value) {
	}

	@Override
	public void data(byte[] bytes, int length) {
	}

	@Override
	public void boundaryAt(int position) {
	}

	private record Field(int from, int to, boolean file) {
	}

}
