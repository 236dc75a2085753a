package dev.sluice.chat.gemini;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.chat.AbsentId;
import dev.sluice.chat.Ability;
import dev.sluice.chat.Arguments;
import dev.sluice.chat.Capabilities;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.ContentBlock;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Names;
import dev.sluice.chat.StayingThoughts;
import dev.sluice.chat.json.JsonWriter;

/** Writes the parts of a request's messages. */
final class PartWriter {

	private final ChatRequest request;

	private final boolean own;

	private final Capabilities can;

	private final Names names;

	private final JsonWriter out;

	private final Dropped dropped;

	private final MediaWriter media;

	private final StayingThoughts thoughts;

	private @Nullable Map<String, String> toolNames;

	PartWriter(ChatRequest request, Capabilities can, Names names, JsonWriter out, Dropped dropped) {
		this.request = request;
		this.own = request.origin() == Dialect.GEMINI_GENERATE;
		this.can = can;
		this.names = names;
		this.out = out;
		this.dropped = dropped;
		this.media = new MediaWriter(request.origin(), can, out, dropped);
		this.thoughts = new StayingThoughts(request.origin(), dropped);
	}

	void write(List<ContentBlock> content) {
		ContentBlock before = null;
		for (ContentBlock block : content) {
			// The seal of a text is a block of its own besides; it is written once.
			boolean written = before instanceof ContentBlock.Text text && text.extras().get(PartReader.SEAL) != null
					&& block instanceof ContentBlock.Thinking;
			if (!written) {
				part(block);
			}
			before = block;
		}
	}

	/**
	 * Writes a turn of the model. Seals go back to what they sealed: a call, or the last
	 * text.
	 * @param placeholder whether the first call must carry a seal
	 */
	void writeModel(List<ContentBlock> content, boolean placeholder) {
		if (this.own) {
			write(content);
			return;
		}
		content.stream().filter((block) -> !SealedBlock.keeps(block)).forEach(this.thoughts::note);
		List<SealedBlock> sealed = SealedBlock.of(content);
		boolean first = true;
		for (SealedBlock block : sealed) {
			if (block.block() instanceof ContentBlock.ToolUse use) {
				String seal = block.seal();
				call(use, (seal == null && first && placeholder) ? Words.PLACEHOLDER_SEAL : seal);
				first = false;
			}
			else if (block.block() instanceof ContentBlock.Text text) {
				this.out.object().member("text", text.passage()).optional(PartReader.SEAL, block.seal());
				end(text);
			}
			else {
				part(block.block());
			}
		}
	}

	private void part(ContentBlock block) {
		if (block instanceof ContentBlock.Text text) {
			this.out.object().member("text", text.passage());
			end(text);
		}
		else if (block instanceof ContentBlock.ToolUse use) {
			call(use, SealedBlock.seal(use.signature()));
		}
		else if (block instanceof ContentBlock.ToolResult result) {
			result(result);
		}
		else if (block instanceof ContentBlock.Thinking thinking) {
			thinking(thinking);
		}
		else if (block instanceof ContentBlock.Refusal refusal) {
			this.out.object().member("text", refusal.text()).endObject();
		}
		else if (block instanceof ContentBlock.Opaque opaque && opaque.origin() == Dialect.GEMINI_GENERATE) {
			this.out.value(opaque.whole());
		}
		else if (!(block instanceof ContentBlock.RedactedThinking) && !this.media.write(block)) {
			this.dropped.add("messages.content." + word(block));
		}
	}

	static String word(ContentBlock block) {
		return (block instanceof ContentBlock.Opaque opaque) ? opaque.type()
				: block.getClass().getSimpleName().toLowerCase(Locale.ROOT);
	}

	private void end(ContentBlock.Text text) {
		text.extras().write(Dialect.GEMINI_GENERATE, "messages.content.", this.out, this.dropped);
		this.out.endObject();
	}

	// Thoughts are for the reader; only their seals are for the model.
	private void thinking(ContentBlock.Thinking thinking) {
		String seal = SealedBlock.seal(thinking.signature());
		boolean shown = !thinking.text().isEmpty();
		if (this.own || seal != null) {
			this.out.object().member("text", thinking.text());
			if (shown) {
				this.out.member("thought", true);
			}
			this.out.optional(PartReader.SEAL, seal).endObject();
		}
	}

	private void call(ContentBlock.ToolUse use, @Nullable String seal) {
		this.out.object().object("functionCall");
		if (!AbsentId.is(use.id())) {
			this.out.member("id", use.id());
		}
		this.out.member("name", this.own ? use.name() : this.names.of(use.name()));
		this.out.member("args", Arguments.ofHistory(use, "messages.tool_calls.function.arguments"));
		use.extras().write(Dialect.GEMINI_GENERATE, "messages.content.", this.out, this.dropped);
		this.out.endObject().optional(PartReader.SEAL, seal).endObject();
	}

	private void result(ContentBlock.ToolResult result) {
		this.out.object().object("functionResponse");
		if (!AbsentId.is(result.toolUseId())) {
			this.out.member("id", result.toolUseId());
		}
		this.out.member("name", name(result.toolUseId()));
		if (!this.own) {
			String text = ResultText.of(result.content());
			new ResultObject(text, result.error()).write(this.out);
		}
		List<ContentBlock> more = result.content()
			.stream()
			.filter((block) -> !(block instanceof ContentBlock.Text))
			.toList();
		boolean inside = this.own || this.can.can(Ability.TOOL_RESULT_IMAGES);
		if (!more.isEmpty() && inside) {
			this.out.array("parts");
			write(more);
			this.out.endArray();
		}
		result.extras().write(Dialect.GEMINI_GENERATE, "messages.content.", this.out, this.dropped);
		this.out.endObject().endObject();
		if (!inside) {
			write(more);
		}
	}

	private String name(String id) {
		if (this.toolNames == null) {
			this.toolNames = this.request.toolNames();
		}
		String name = this.toolNames.get(id);
		if (name == null) {
			throw new GatewayException(ErrorKind.INVALID_REQUEST,
					"A tool result belongs to no tool call before it. Send the call with the same id too.")
				.param("messages.tool_call_id");
		}
		return this.own ? name : this.names.of(name);
	}

}
