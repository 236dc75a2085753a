package dev.sluice.chat.gemini;

import dev.sluice.call.Dialect;
import dev.sluice.chat.ChatRequest;
import dev.sluice.chat.Dropped;
import dev.sluice.chat.Extras;
import dev.sluice.chat.Field;
import dev.sluice.chat.Names;
import dev.sluice.chat.Reversal;
import dev.sluice.chat.TargetModel;
import dev.sluice.chat.WrittenRequest;
import dev.sluice.chat.json.JsonWriter;

/** Writes a request for a model behind this API. Used once. */
final class RequestWriter {

	private static final int LONGEST_NAME = 64;

	private final ChatRequest request;

	private final TargetModel target;

	private final JsonWriter out = new JsonWriter();

	private final Dropped dropped = new Dropped();

	private final Reversal reversal = new Reversal();

	RequestWriter(ChatRequest request, TargetModel target) {
		this.request = request;
		this.target = target;
	}

	WrittenRequest write() {
		boolean own = this.request.origin() == Dialect.GEMINI_GENERATE;
		Names names = new Names(LONGEST_NAME, true, this.reversal);
		this.out.object();
		new ToolWriter(this.request, this.target.capabilities(), names, this.out, this.dropped, this.reversal).write();
		new ContentWriter(this.request, this.target.capabilities(), names, this.out, this.dropped).write();
		new ConfigWriter(this.request, this.target, this.out, this.dropped).write();
		serviceTier(own);
		if (own) {
			for (Extras.Member member : this.request.extras().members()) {
				if (!member.name().startsWith(Words.CONFIG)) {
					this.out.member(member.name(), member.value());
				}
			}
		}
		else {
			this.request.extras().lose(Dialect.GEMINI_GENERATE, "", this.dropped);
		}
		return new WrittenRequest(this.out.endObject().toBytes(), this.dropped, this.reversal);
	}

	private void serviceTier(boolean own) {
		String tier = this.request.serviceTier();
		if (own) {
			this.out.optional("serviceTier", tier);
		}
		else if (tier != null && !tier.equals("auto") && !tier.equals("default") && !tier.equals("standard_only")) {
			this.dropped.add(Field.SERVICE_TIER.in(this.request.origin()));
		}
	}

}
