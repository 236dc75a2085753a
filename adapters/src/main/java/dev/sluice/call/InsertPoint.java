package dev.sluice.call;

/**
 * Where a member can be put into an object of a body: just behind its opening brace.
 *
 * @param position the byte behind the brace
 * @param empty whether the object has no member, so that none may be followed by a comma
 */
public record InsertPoint(int position, boolean empty) {
}
