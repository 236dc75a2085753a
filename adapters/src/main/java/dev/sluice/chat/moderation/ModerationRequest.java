package dev.sluice.chat.moderation;

import java.util.List;

import dev.sluice.chat.Extras;

/**
 * A call to classify texts, as its client sent it.
 *
 * @param model the model as the client named it, or nothing
 * @param texts at least one
 * @param single whether the client sent one text, not a list
 * @param extras what has no neutral meaning
 */
public record ModerationRequest(String model, List<String> texts, boolean single, Extras extras) {
}
