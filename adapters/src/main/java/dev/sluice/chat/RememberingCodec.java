package dev.sluice.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;

/**
 * The codec of a provider whose thoughts before tool calls are remembered: of one call,
 * whose conversation it knows.
 */
final class RememberingCodec implements ProviderCodec {

	private final ProviderCodec codec;

	private final ThoughtMemory memory;

	private final TurnDigest conversation;

	RememberingCodec(ProviderCodec codec, ThoughtMemory memory, ChatRequest request) {
		this.codec = codec;
		this.memory = memory;
		this.conversation = TurnDigest.of(request.messages());
	}

	@Override
	public ChatAnswer readAnswer(byte[] body, int from, int length) {
		ChatAnswer answer = this.codec.readAnswer(body, from, length);
		Turn turn = new Turn();
		answer.choices().stream().limit(1).flatMap((choice) -> choice.content().stream()).forEach((block) -> {
			if (block instanceof ContentBlock.Thinking thinking) {
				turn.thought.add(thinking.text());
			}
			else if (block instanceof ContentBlock.ToolUse use) {
				turn.calls.add(use.name());
			}
		});
		turn.over();
		return answer;
	}

	@Override
	public StreamDecoder decoder() {
		StreamDecoder decoder = this.codec.decoder();
		Turn turn = new Turn();
		return new StreamDecoder() {

			@Override
			public void decode(ByteBuf event, Consumer<ChatEvent> out) {
				decoder.decode(event, (told) -> {
					turn.take(told);
					out.accept(told);
				});
			}

			@Override
			public void end(Consumer<ChatEvent> out) {
				decoder.end((told) -> {
					turn.take(told);
					out.accept(told);
				});
			}

		};
	}

	@Override
	public Dialect dialect() {
		return this.codec.dialect();
	}

	@Override
	public WrittenRequest writeRequest(ChatRequest request, TargetModel target) {
		return this.codec.writeRequest(request, target);
	}

	@Override
	public boolean described() {
		return this.codec.described();
	}

	@Override
	public boolean later() {
		return this.codec.later();
	}

	@Override
	public @Nullable String unfinished(byte[] body, @Nullable String known) {
		return this.codec.unfinished(body, known);
	}

	@Override
	public AnswerShape shape() {
		return this.codec.shape();
	}

	/** What the model thinks and calls in its answer. */
	private final class Turn {

		private final HeldText thought = new HeldText();

		private final List<String> calls = new ArrayList<>(2);

		void take(ChatEvent event) {
			if (event.choice() != 0) {
				return;
			}
			if (event instanceof ChatEvent.ThinkingDelta delta) {
				this.thought.add(delta.text());
			}
			else if (event instanceof ChatEvent.ToolStarted started) {
				this.calls.add(started.name());
			}
			else if (event instanceof ChatEvent.Finished) {
				over();
			}
		}

		void over() {
			String text = this.thought.take();
			if (!text.isBlank() && !this.calls.isEmpty()) {
				RememberingCodec.this.memory.note(RememberingCodec.this.conversation.turn(this.calls), text);
			}
		}

	}

}
