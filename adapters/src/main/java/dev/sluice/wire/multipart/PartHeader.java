package dev.sluice.wire.multipart;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The header of one part.
 *
 * @param name the form field's name
 * @param plain whether the value is text as it stands: no file, no transfer encoding
 */
record PartHeader(String name, boolean plain) {

	private static final String DISPOSITION = "content-disposition:";

	private static final String ENCODING = "content-transfer-encoding:";

	static PartHeader parse(byte[] header) {
		Parameters disposition = null;
		boolean encoded = false;
		for (String line : new String(header, StandardCharsets.UTF_8).split("\r\n")) {
			String lower = line.toLowerCase(Locale.ROOT);
			if (line.startsWith(" ") || line.startsWith("\t") || line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
				throw MultipartParser.refused("A multipart header is folded or has a bare line end.");
			}
			if (lower.startsWith(DISPOSITION)) {
				if (disposition != null) {
					throw MultipartParser.refused("A multipart header has Content-Disposition twice.");
				}
				disposition = Parameters.parse(line.substring(DISPOSITION.length()));
			}
			encoded |= lower.startsWith(ENCODING)
					&& !lower.substring(ENCODING.length()).strip().matches("7bit|8bit|binary");
		}
		return of(disposition, encoded);
	}

	private static PartHeader of(@Nullable Parameters disposition, boolean encoded) {
		String name = (disposition != null) ? disposition.get("name") : null;
		if (disposition == null || name == null || disposition.get("name*") != null
				|| !disposition.first().equals("form-data")) {
			throw MultipartParser.refused(
					"A part of the multipart body has no plain name. Send Content-Disposition: form-data; name=\"...\".");
		}
		boolean file = disposition.get("filename") != null || disposition.get("filename*") != null;
		return new PartHeader(name, !file && !encoded);
	}

}
