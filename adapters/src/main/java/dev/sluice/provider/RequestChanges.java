package dev.sluice.provider;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.io.JsonStringEncoder;

import dev.sluice.call.ClientCall;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.Envelope;
import dev.sluice.call.InsertPoint;
import dev.sluice.call.Span;
import dev.sluice.call.Splice;

/** Works out the splices that every adapter needs: model, our own fields, output cap. */
public final class RequestChanges {

	private static final Comparator<Splice> BY_POSITION = Comparator
		.<Splice>comparingInt((splice) -> splice.span().start())
		.thenComparingInt((splice) -> splice.span().end());

	private RequestChanges() {
	}

	/**
	 * The changes of one request.
	 * @param call the call
	 * @param model the model as the upstream calls it, or null to leave the client's
	 * @param outputCap the output cap to send, or -1 to leave the client's
	 * @param outputField the field for the cap when the client set none, such as
	 * {@code max_tokens} or {@code options.num_predict}, or null when the dialect has no
	 * such field
	 * @return splices in order of position and not overlapping
	 */
	public static List<Splice> of(ClientCall call, @Nullable String model, long outputCap,
			@Nullable String outputField) {
		return of(call, model, outputCap, outputField, List.of(), "");
	}

	/**
	 * The changes of one request of which more is to be changed.
	 * @param call the call
	 * @param model the model as the upstream calls it, or null to leave the client's
	 * @param outputCap the output cap to send, or -1 to leave the client's
	 * @param outputField the top-level field for the cap when the client set none, or
	 * null when the dialect has no such field
	 * @param more further splices, apart from model, cap and the envelope's cuts
	 * @param inserted members to insert, each followed by a comma
	 * @return splices in order of position and not overlapping
	 */
	public static List<Splice> of(ClientCall call, @Nullable String model, long outputCap, @Nullable String outputField,
			List<Splice> more, String inserted) {
		Envelope envelope = call.envelope();
		String other = (model != null && !model.equals(envelope.model())) ? model : null;
		if (other == null && outputCap < 0 && envelope.cuts().isEmpty() && more.isEmpty() && inserted.isEmpty()) {
			return List.of();
		}
		List<Splice> splices = new ArrayList<>(envelope.cuts().size() + more.size() + 3);
		splices.addAll(more);
		for (Span cut : envelope.cuts()) {
			splices.add(Splice.cut(cut));
		}
		StringBuilder members = new StringBuilder(inserted);
		if (other != null) {
			model(splices, members, call, other);
		}
		if (outputCap >= 0) {
			cap(splices, members, envelope, outputCap, outputField);
		}
		if (!members.isEmpty() && envelope.insertAt() >= 0) {
			splices.add(insertion(envelope, members));
		}
		splices.sort(BY_POSITION);
		return splices;
	}

	private static void model(List<Splice> splices, StringBuilder members, ClientCall call, String model) {
		Span span = call.envelope().modelSpan();
		if (span != null) {
			boolean json = call.envelope().insertAt() >= 0;
			splices.add(Splice.replace(span, json ? quoted(model) : model));
		}
		else if (modelInBody(call)) {
			members.append("\"model\":").append(quoted(model)).append(',');
		}
	}

	/** Gemini's own dialect names the model in the path. */
	private static boolean modelInBody(ClientCall call) {
		return call.dialect().family() != DialectFamily.GEMINI;
	}

	private static void cap(List<Splice> splices, StringBuilder members, Envelope envelope, long outputCap,
			@Nullable String outputField) {
		Span span = envelope.maxOutputSpan();
		if (span != null) {
			splices.add(Splice.replace(span, Long.toString(outputCap)));
		}
		else if (outputField != null) {
			insertCap(splices, members, envelope.outputPlace(), outputCap, outputField);
		}
	}

	private static void insertCap(List<Splice> splices, StringBuilder members, @Nullable InsertPoint place,
			long outputCap, String outputField) {
		int dot = outputField.indexOf('.');
		String member = "\"" + outputField.substring(dot + 1) + "\":" + outputCap;
		if (dot < 0) {
			members.append(member).append(',');
		}
		else if (place != null) {
			splices.add(Splice.insert(place.position(), place.empty() ? member : member + ","));
		}
		else {
			members.append('"').append(outputField, 0, dot).append("\":{").append(member).append("},");
		}
	}

	private static Splice insertion(Envelope envelope, StringBuilder members) {
		if (envelope.empty()) {
			members.setLength(members.length() - 1);
		}
		return Splice.insert(envelope.insertAt(), members.toString());
	}

	private static String quoted(String text) {
		StringBuilder json = new StringBuilder(text.length() + 2).append('"');
		JsonStringEncoder.getInstance().quoteAsString(text, json);
		return json.append('"').toString();
	}

}
