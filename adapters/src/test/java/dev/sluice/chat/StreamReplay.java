package dev.sluice.chat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.wire.EventFramer;
import dev.sluice.wire.EventFramers;

/** Plays recorded streams through codecs. */
public final class StreamReplay {

	private StreamReplay() {
	}

	/**
	 * What a stream means, its bytes coming in two pieces.
	 */
	public static List<ChatEvent> decode(Dialect dialect, byte[] stream, int cut) {
		List<ChatEvent> events = new ArrayList<>();
		StreamDecoder decoder = TestCodecs.of(dialect).decoder();
		frames(dialect, stream, cut, (event) -> decoder.decode(event, events::add));
		decoder.end(events::add);
		return events;
	}

	/**
	 * What a client of another dialect gets.
	 */
	public static String translate(Dialect from, Dialect to, byte[] stream, Reversal reversal) {
		StreamTranslation translation = new StreamTranslation(TestCodecs.of(from).decoder(),
				TestCodecs.of(to).encoder(TestCodecs.FRAME), reversal);
		ByteBuf out = Unpooled.buffer();
		frames(from, stream, stream.length, (event) -> translation.translate(event, out));
		translation.end(out);
		return out.toString(StandardCharsets.UTF_8);
	}

	private static void frames(Dialect dialect, byte[] stream, int cut, Consumer<ByteBuf> events) {
		String type = (dialect.family() == DialectFamily.OLLAMA) ? "application/x-ndjson" : "text/event-stream";
		EventFramer framer = Objects.requireNonNull(EventFramers.forReply(dialect, type));
		ByteBuf pending = Unpooled.buffer();
		for (int[] piece : new int[][] { { 0, cut }, { cut, stream.length } }) {
			ByteBuf buffer = Unpooled.wrappedBuffer(stream, piece[0], piece[1] - piece[0]);
			int from = 0;
			for (int end = framer.nextEnd(buffer, 0); end >= 0; end = framer.nextEnd(buffer, from)) {
				pending.writeBytes(buffer, from, end - from);
				events.accept(pending);
				pending.clear();
				from = end;
			}
			pending.writeBytes(buffer, from, buffer.writerIndex() - from);
		}
		if (pending.isReadable()) {
			events.accept(pending);
		}
	}

	/**
	 * What events say in the end: pieces of one block put together.
	 */
	public static List<String> said(List<ChatEvent> events) {
		List<String> said = new ArrayList<>();
		java.util.TreeMap<String, StringBuilder> arguments = new java.util.TreeMap<>();
		String usage = "";
		String last = "";
		for (ChatEvent event : events) {
			String key = "";
			String text = "";
			if (event instanceof ChatEvent.TextDelta delta) {
				key = "text " + delta.choice() + ": ";
				text = delta.text();
			}
			else if (event instanceof ChatEvent.ThinkingDelta delta) {
				key = "thinking " + delta.choice() + ": ";
				text = delta.text();
			}
			else if (event instanceof ChatEvent.RefusalDelta delta) {
				key = "refusal " + delta.choice() + ": ";
				text = delta.text();
			}
			else if (event instanceof ChatEvent.ToolArguments delta) {
				arguments.computeIfAbsent(delta.choice() + "/" + delta.tool(), (k) -> new StringBuilder())
					.append(delta.fragment());
				continue;
			}
			else if (event instanceof ChatEvent.UsageTold told) {
				usage = told.usage().toString();
				continue;
			}
			else if (event instanceof ChatEvent.BlockEnded) {
				continue;
			}
			else {
				text = event.toString();
				if (event instanceof ChatEvent.ToolStarted started) {
					arguments.put(started.choice() + "/" + started.tool(), new StringBuilder());
				}
			}
			if (!key.isEmpty() && key.equals(last)) {
				said.set(said.size() - 1, said.get(said.size() - 1) + text);
			}
			else {
				said.add(key + text);
			}
			last = key;
		}
		arguments.forEach((key, text) -> said.add("arguments " + key + ": " + (text.isEmpty() ? "{}" : text)));
		said.add(usage);
		return said;
	}

}
