package dev.sluice.chat;

import dev.sluice.chat.json.JsonWriter;

/**
 * Writes one client's stream. Puts what its dialect demands around the events, its end
 * included; used by one stream.
 */
public interface StreamEncoder {

	/**
	 * Writes what an event means to the client: none, one or several whole events of its
	 * dialect. {@link ChatEvent.Ended} writes the proper end, {@link ChatEvent.Failed}
	 * the dialect's error event.
	 * @param event the event
	 * @param out appended to
	 */
	void encode(ChatEvent event, JsonWriter out);

}
