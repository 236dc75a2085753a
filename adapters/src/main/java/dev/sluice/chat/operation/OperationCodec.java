package dev.sluice.chat.operation;

import dev.sluice.call.Dialect;

/**
 * One dialect of an operation that clients speak, and providers too: bytes to neutral
 * values and back. Used only to cross dialects.
 *
 * @param <Q> the operation's neutral request
 * @param <A> its neutral answer
 */
public interface OperationCodec<Q, A> extends ClientSide<Q, A>, ProviderSide<Q, A> {

	@Override
	Dialect dialect();

}
