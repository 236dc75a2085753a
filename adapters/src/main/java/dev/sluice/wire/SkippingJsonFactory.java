package dev.sluice.wire;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;

/** Opens {@link SkippingParser}s on bytes, which it takes for UTF-8. */
final class SkippingJsonFactory extends JsonFactory {

	private static final long serialVersionUID = 1L;

	SkippingJsonFactory(JsonFactoryBuilder builder) {
		super(builder);
	}

	@Override
	protected JsonParser _createParser(ObjectReadContext context, IOContext ioContext, byte[] bytes, int from,
			int length) {
		_checkRangeBoundsForByteArray(bytes, from, length);
		return new SkippingParser(context, ioContext, context.getStreamReadFeatures(this._streamReadFeatures),
				context.getFormatReadFeatures(this._formatReadFeatures),
				this._byteSymbolCanonicalizer.makeChild(this._factoryFeatures), bytes, from, from + length);
	}

}
