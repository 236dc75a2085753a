package dev.sluice.provider.custom;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Usage;
import dev.sluice.call.UsageKind;
import dev.sluice.chat.ChatEvent;
import dev.sluice.chat.Finish;
import dev.sluice.chat.FinishReason;
import dev.sluice.chat.StreamDecoder;

/** Reads one stream of a described API. */
final class CustomStreamDecoder implements StreamDecoder {

	private final CustomApi api;

	private final CustomApi.Stream stream;

	private boolean started;

	private boolean over;

	private @Nullable FinishReason finish;

	private int told;

	private Usage usage = Usage.UNKNOWN;

	CustomStreamDecoder(CustomApi api, CustomApi.Stream stream) {
		this.api = api;
		this.stream = stream;
	}

	@Override
	public void decode(ByteBuf event, Consumer<ChatEvent> out) {
		String data = this.stream.sse() ? sse(event) : event.toString(StandardCharsets.UTF_8).trim();
		if (this.over || data.isEmpty()) {
			return;
		}
		if (data.equals(this.stream.end())) {
			finished(out);
			return;
		}
		byte[] json = data.getBytes(StandardCharsets.UTF_8);
		CustomAnswer answer;
		try {
			answer = CustomAnswer.read(this.api, this.api.event(), json, 0, json.length);
		}
		catch (GatewayException ex) {
			this.over = true;
			out.accept(new ChatEvent.Failed(ex));
			return;
		}
		tell(answer, out);
	}

	private void tell(CustomAnswer answer, Consumer<ChatEvent> out) {
		if (!this.started) {
			this.started = true;
			out.accept(new ChatEvent.Started(null, null, -1));
		}
		String thinking = answer.thinking();
		if (thinking != null && !thinking.isEmpty()) {
			out.accept(new ChatEvent.ThinkingDelta(0, thinking));
		}
		text(answer.text(), out);
		usage(answer.usage(), out);
		FinishReason reason = answer.finish();
		this.finish = (reason != null) ? reason : this.finish;
		if (this.stream.endFlag() != null && answer.flag(this.stream.endFlag())) {
			finished(out);
		}
	}

	// Input and output may be told by different events.
	private void usage(Usage told, Consumer<ChatEvent> out) {
		if (told.input() < 0 && told.output() < 0) {
			return;
		}
		this.usage = this.usage.with(UsageKind.INPUT, (told.input() >= 0) ? told.input() : this.usage.input())
			.with(UsageKind.OUTPUT, (told.output() >= 0) ? told.output() : this.usage.output());
		out.accept(new ChatEvent.UsageTold(this.usage));
	}

	private void text(@Nullable String text, Consumer<ChatEvent> out) {
		if (text == null) {
			return;
		}
		String piece = this.stream.cumulative() ? text.substring(Math.min(this.told, text.length())) : text;
		this.told += piece.length();
		if (!piece.isEmpty()) {
			out.accept(new ChatEvent.TextDelta(0, piece));
		}
	}

	private void finished(Consumer<ChatEvent> out) {
		this.over = true;
		if (!this.started) {
			out.accept(new ChatEvent.Started(null, null, -1));
		}
		out.accept(new ChatEvent.Finished(0, Finish.of((this.finish != null) ? this.finish : FinishReason.STOP)));
		out.accept(new ChatEvent.Ended());
	}

	@Override
	public void end(Consumer<ChatEvent> out) {
		if (this.over) {
			return;
		}
		// Without an end mark in the description the connection's end is one.
		boolean unmarked = this.stream.end() == null && this.stream.endFlag() == null;
		if (this.finish != null || (unmarked && this.started)) {
			finished(out);
			return;
		}
		this.over = true;
		out.accept(new ChatEvent.Failed(new GatewayException(ErrorKind.UPSTREAM_STREAM_BROKEN,
				"The provider ended its stream without an end mark.")));
	}

	/** The data of one event; its other fields and comments are not looked at. */
	private static String sse(ByteBuf event) {
		StringBuilder data = new StringBuilder();
		for (String line : event.toString(StandardCharsets.UTF_8).split("\r\n|\n|\r")) {
			if (line.startsWith("data:")) {
				data.append(data.isEmpty() ? "" : "\n").append(line, line.startsWith("data: ") ? 6 : 5, line.length());
			}
		}
		return data.toString().trim();
	}

}
