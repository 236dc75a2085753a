package dev.sluice.provider.custom;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.AnswerShape;
import dev.sluice.chat.ChatAnswer;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ProviderCodec;
import dev.sluice.chat.StreamDecoder;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;

/**
 * The codec of one described API. It belongs to its provider, not to a dialect, and no
 * client speaks it.
 */
final class CustomCodec implements ProviderCodec {

	private final CustomApi api;

	private final CustomRequest request;

	CustomCodec(CustomApi api) {
		this.api = api;
		this.request = new CustomRequest(api);
	}

	/** What its requests count as where a dialect has to be told: a chat. */
	@Override
	public Dialect dialect() {
		return Dialect.OPENAI_CHAT;
	}

	@Override
	public WrittenRequest writeRequest(ChatRequest request, TargetModel target) {
		if (request.output().streamed() && this.api.stream() == null && this.api.job() == null) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"The chosen model's provider has no streams. Ask without 'stream'.")
				.param("stream");
		}
		return this.request.write(request, target);
	}

	@Override
	public ChatAnswer readAnswer(byte[] body, int from, int length) {
		return CustomAnswer.read(this.api, this.api.whole(), body, from, length).whole();
	}

	@Override
	public boolean described() {
		return true;
	}

	@Override
	public boolean later() {
		return this.api.job() != null;
	}

	@Override
	public @Nullable String unfinished(byte[] body, @Nullable String known) {
		CustomApi.Job job = this.api.job();
		return (job != null) ? new CustomJob(this.api, job).unfinished(body, known) : null;
	}

	@Override
	public AnswerShape shape() {
		return new CustomShape(this.api);
	}

	@Override
	public StreamDecoder decoder() {
		CustomApi.Stream stream = this.api.stream();
		if (stream == null) {
			throw new IllegalStateException("a stream of a provider that has none");
		}
		return new CustomStreamDecoder(this.api, stream);
	}

}
