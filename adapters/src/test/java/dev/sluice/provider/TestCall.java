package dev.sluice.provider;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.Extensions;
import dev.sluice.call.InsertPoint;
import dev.sluice.call.Permission;
import dev.sluice.call.PriceTerms;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;

import static org.assertj.core.api.Assertions.assertThat;

/** Builds calls for tests, with an envelope whose spans fit the body. */
public final class TestCall {

	private final Dialect dialect;

	private final HttpHeaders headers = new HttpHeaders();

	private String path = "/v1/test";

	private String body = "{}";

	private @Nullable String model;

	private @Nullable String query;

	private @Nullable Set<String> allowed;

	private @Nullable String provider;

	private @Nullable String preference;

	private boolean stream;

	private boolean multipart;

	private TestCall(Dialect dialect) {
		this.dialect = dialect;
	}

	public static TestCall of(Dialect dialect) {
		return new TestCall(dialect);
	}

	/** A chat in OpenAI's dialect. */
	public static TestCall chat(@Nullable String model) {
		return of(Dialect.OPENAI_CHAT).model(model);
	}

	public TestCall model(@Nullable String model) {
		this.model = model;
		return this;
	}

	public TestCall path(String path) {
		this.path = path;
		return this;
	}

	/** A body; its first {@code "model"} and {@code "max_…tokens"} get their spans. */
	public TestCall body(String body) {
		this.body = body;
		return this;
	}

	public TestCall multipart(String body) {
		this.multipart = true;
		return body(body);
	}

	public TestCall query(@Nullable String query) {
		this.query = query;
		return this;
	}

	public TestCall header(String name, String value) {
		this.headers.add(name, value);
		return this;
	}

	public TestCall allowed(String... globs) {
		this.allowed = Set.of(globs);
		return this;
	}

	/** The string field {@code provider}. */
	public TestCall provider(String provider) {
		this.provider = provider;
		return this;
	}

	/** The field {@code provider_preference}. */
	public TestCall preference(String tier) {
		this.preference = tier;
		return this;
	}

	public TestCall stream() {
		this.stream = true;
		return this;
	}

	public ClientCall build() {
		Span cap = value("\"max_tokens\":", "\"max_completion_tokens\":", "\"max_output_tokens\":",
				"\"maxOutputTokens\":");
		Extensions extensions = new Extensions(this.provider, this.preference, null, null, null, false);
		boolean empty = this.body.replaceAll("\"cache_bypass\":true,?", "").replaceAll("\\s", "").equals("{}");
		Envelope envelope = new Envelope(this.model, modelSpan(), this.stream, -1, cap, place(), -1, 1, null, false,
				false, null, PriceTerms.USUAL, extensions, cuts(), this.multipart ? -1 : this.body.indexOf('{') + 1,
				empty);
		return new ClientCall("req_1", this.dialect, envelope, CallBody.NONE,
				new Caller("default", "key_1", Set.of(Permission.WRITE), this.allowed, Set.of()), this.headers,
				this.path, this.query, 0, new DecisionNotes());
	}

	private @Nullable InsertPoint place() {
		for (String holder : List.of("\"generationConfig\":{", "\"options\":{")) {
			int at = this.body.indexOf(holder);
			if (at >= 0) {
				int position = at + holder.length();
				return new InsertPoint(position, this.body.charAt(position) == '}');
			}
		}
		return null;
	}

	/** The body with changes made; fails when they are not in order or overlap. */
	public String after(List<Splice> splices) {
		byte[] bytes = this.body.getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		int at = 0;
		for (Splice splice : splices) {
			assertThat(splice.span().start()).as("splices are sorted and do not overlap").isGreaterThanOrEqualTo(at);
			out.write(bytes, at, splice.span().start() - at);
			out.writeBytes(splice.replacement());
			at = splice.span().end();
		}
		out.write(bytes, at, bytes.length - at);
		return out.toString(StandardCharsets.UTF_8);
	}

	private @Nullable Span modelSpan() {
		if (!this.multipart) {
			return value("\"model\":");
		}
		int start = this.body.indexOf(String.valueOf(this.model));
		return new Span(start, start + String.valueOf(this.model).length());
	}

	private List<Span> cuts() {
		List<Span> cuts = new ArrayList<>();
		for (String field : List.of("\"cache_bypass\":true,", ",\"cache_bypass\":true", "\"cache_bypass\":true")) {
			int start = this.body.indexOf(field);
			if (start != -1 && cuts.isEmpty()) {
				cuts.add(new Span(start, start + field.length()));
			}
		}
		return cuts;
	}

	private @Nullable Span value(String... names) {
		for (String name : names) {
			int start = this.body.indexOf(name);
			if (start != -1) {
				start += name.length();
				int end = start;
				while (",}".indexOf(this.body.charAt(end)) == -1) {
					end++;
				}
				return new Span(start, end);
			}
		}
		return null;
	}

}
