package dev.sluice.wire.multipart;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.Extensions;
import dev.sluice.call.GatewayException;
import dev.sluice.call.PriceTerms;
import dev.sluice.call.Span;

/** Collects the envelope from the parts of a multipart body. */
final class PartFacts implements MultipartParser.PartListener {

	private static final int LONGEST = 4096;

	private static final Set<String> OURS = Set.of("provider", "provider_preference", "cost_optimization",
			"enable_task_decomposition", "parallel_execution", "cache_bypass");

	private static final Set<String> READ = Set.of("model", "stream", "n", "user", "size", "quality");

	private final Map<String, String> values = new HashMap<>();

	private final List<Span> cuts = new ArrayList<>(0);

	private final ByteArrayOutputStream value = new ByteArrayOutputStream(64);

	private @Nullable String name;

	private @Nullable Span modelSpan;

	private int boundary;

	private int dataStart;

	@Override
	public boolean partBegan(PartHeader header, int start) {
		this.name = (READ.contains(header.name()) || OURS.contains(header.name())) ? header.name() : null;
		this.dataStart = start;
		this.value.reset();
		if (this.name != null && !header.plain()) {
			throw refused("must be a plain value, not a file", this.name);
		}
		return this.name != null;
	}

	@Override
	public void data(byte next) {
		this.value.write(next);
		checkLength();
	}

	@Override
	public void data(byte[] bytes, int length) {
		this.value.write(bytes, 0, length);
		checkLength();
	}

	private void checkLength() {
		if (this.value.size() > LONGEST && this.name != null) {
			throw refused("is longer than " + LONGEST + " bytes", this.name);
		}
	}

	@Override
	public void partEnded(int dataEnd, int nextBoundary) {
		if (this.name == null) {
			return;
		}
		if (this.values.put(this.name, text(this.name)) != null) {
			throw refused("appears more than once", this.name);
		}
		if (this.name.equals("model")) {
			this.modelSpan = new Span(this.dataStart, dataEnd);
		}
		if (OURS.contains(this.name)) {
			this.cuts.add(new Span(this.boundary, nextBoundary));
		}
		this.name = null;
	}

	@Override
	public void boundaryAt(int position) {
		this.boundary = position;
	}

	private String text(String field) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(this.value.toByteArray())).toString();
		}
		catch (CharacterCodingException ex) {
			throw refused("is not valid UTF-8", field);
		}
	}

	Envelope envelope() {
		String model = this.values.get("model");
		if (model != null && model.isBlank()) {
			throw refused("must be the name of a model", "model");
		}
		return new Envelope(model, this.modelSpan, flag("stream", false), -1, null, null, -1, choices(),
				this.values.get("user"), false, false, null,
				PriceTerms.of(null, this.values.get("size"), this.values.get("quality")), extensions(),
				List.copyOf(this.cuts), -1, false);
	}

	private Extensions extensions() {
		if (this.cuts.isEmpty()) {
			return Extensions.NONE;
		}
		return new Extensions(this.values.get("provider"), this.values.get("provider_preference"),
				this.values.get("cost_optimization"), optionalFlag("enable_task_decomposition"),
				optionalFlag("parallel_execution"), flag("cache_bypass", false));
	}

	private int choices() {
		String n = this.values.get("n");
		if (n == null) {
			return 1;
		}
		int choices = n.matches("[0-9]{1,3}") ? Integer.parseInt(n) : 0;
		if (choices < 1 || choices > 128) {
			throw refused("must be a whole number from 1 to 128", "n");
		}
		return choices;
	}

	private boolean flag(String field, boolean otherwise) {
		Boolean flag = optionalFlag(field);
		return (flag != null) ? flag : otherwise;
	}

	private @Nullable Boolean optionalFlag(String field) {
		String flag = this.values.get(field);
		if (flag == null) {
			return null;
		}
		if (!flag.equalsIgnoreCase("true") && !flag.equalsIgnoreCase("false")) {
			throw refused("must be true or false", field);
		}
		return Boolean.valueOf(flag);
	}

	private static GatewayException refused(String what, String field) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, "Field '" + field + "' " + what + ".").param(field);
	}

}
