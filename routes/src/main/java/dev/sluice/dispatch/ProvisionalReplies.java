package dev.sluice.dispatch;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;

/**
 * Reads past provisional answers such as 103, which the HTTP client would take for the
 * final one. A provider that sends nothing else is cut off.
 */
final class ProvisionalReplies extends ChannelInboundHandlerAdapter {

	private static final int MOST = 32;

	private int seen;

	private boolean skipping;

	@Override
	public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
		if (message instanceof HttpResponse response) {
			this.skipping = provisional(response.status());
			this.seen = this.skipping ? this.seen + 1 : 0;
		}
		if (!this.skipping) {
			context.fireChannelRead(message);
			return;
		}
		this.skipping = !(message instanceof LastHttpContent);
		ReferenceCountUtil.release(message);
		if (this.seen > MOST) {
			this.seen = 0;
			context.fireExceptionCaught(new TooLongFrameException("more than " + MOST + " provisional answers"));
			context.close();
		}
		else {
			context.read();
		}
	}

	private static boolean provisional(HttpResponseStatus status) {
		return status.codeClass() == HttpStatusClass.INFORMATIONAL
				&& status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
	}

}
