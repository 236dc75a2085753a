package dev.sluice.chat.count;

import java.util.Set;

import dev.sluice.call.Dialect;
import dev.sluice.call.Envelope;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.AnswerFrame;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.DialectCodec;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonReader;
import dev.sluice.chat.json.JsonWriter;
import dev.sluice.chat.operation.OperationCodec;

/**
 * One dialect's way to have a chat's input tokens counted: what is counted is read and
 * written by the codec of its chats, less what only shapes an answer.
 */
public abstract class TokenCountCodec implements OperationCodec<ChatRequest, Long> {

	private final Dialect dialect;

	private final DialectCodec chats;

	private final String answer;

	TokenCountCodec(Dialect dialect, DialectCodec chats, String answer) {
		this.dialect = dialect;
		this.chats = chats;
		this.answer = answer;
	}

	@Override
	public final Dialect dialect() {
		return this.dialect;
	}

	@Override
	public ChatRequest readRequest(byte[] body, Envelope envelope) {
		return this.chats.readRequest(body, envelope);
	}

	@Override
	public final WrittenRequest writeRequest(ChatRequest request, TargetModel target) {
		WrittenRequest chat = this.chats.writeRequest(request, target);
		return new WrittenRequest(counted(chat.body(), target), chat.dropped(), chat.reversal());
	}

	/** The body of the count for that of a chat. */
	abstract byte[] counted(byte[] chat, TargetModel target);

	@Override
	public final Long readAnswer(byte[] body, int from, int length) {
		long count = -1;
		try (JsonReader in = new JsonReader(body, from, length, ErrorKind.UPSTREAM_BAD_ANSWER)) {
			boolean object = in.start().isObject();
			for (String name = object ? in.nextName() : null; name != null; name = in.nextName()) {
				if (name.equals(this.answer)) {
					count = in.count();
				}
				else {
					in.skip();
				}
			}
		}
		if (count < 0) {
			throw new GatewayException(ErrorKind.UPSTREAM_BAD_ANSWER, "The provider's answer tells no count.");
		}
		return count;
	}

	@Override
	public byte[] writeAnswer(Long count, ChatRequest request, AnswerFrame frame) {
		return new JsonWriter().object().member(this.answer, count.longValue()).endObject().toBytes();
	}

	/** The members of an object that have these names. */
	static byte[] only(Set<String> names, byte[] object) {
		JsonWriter out = new JsonWriter().object();
		try (JsonReader in = new JsonReader(object, 0, object.length, ErrorKind.INTERNAL)) {
			in.start();
			for (String name = in.nextName(); name != null; name = in.nextName()) {
				if (names.contains(name)) {
					out.member(name, in.raw());
				}
				else {
					in.skip();
				}
			}
		}
		return out.endObject().toBytes();
	}

}
