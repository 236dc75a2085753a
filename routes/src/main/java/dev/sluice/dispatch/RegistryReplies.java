package dev.sluice.dispatch;

import java.util.List;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Target;
import dev.sluice.resolve.ModelList;

/** Replies that the gateway gives itself, on {@code ai://registry} routes. */
class RegistryReplies {

	private static final Target SELF = new Target("sluice", null, "local", null, "registry");

	private final ModelList models;

	RegistryReplies(ModelList models) {
		this.models = models;
	}

	Reply answer(ClientCall call) {
		ModelList.Answer answer = this.models.answer(call);
		HttpHeaders headers = new DefaultHttpHeaders().set("content-type", answer.contentType())
			.set("content-length", answer.body().length);
		return new Reply(answer.status(), headers,
				Mono.fromSupplier(() -> DefaultDataBufferFactory.sharedInstance.wrap(answer.body())), false, SELF, 0,
				-1, -1, List.of(), () -> {
				});
	}

}
