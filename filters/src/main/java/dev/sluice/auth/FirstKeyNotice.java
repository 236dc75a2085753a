package dev.sluice.auth;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Writes the first key to the log when an application that only added the jar has no
 * other key to call with. Once per start, and never the key that somebody configured.
 */
final class FirstKeyNotice implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger log = LoggerFactory.getLogger(FirstKeyNotice.class);

	private final FirstKey firstKey;

	private boolean due;

	FirstKeyNotice(FirstKey firstKey, boolean due) {
		this.firstKey = firstKey;
		this.due = due;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (this.due) {
			this.due = false;
			this.firstKey.key()
				.ifPresent((key) -> log.warn("""
						No key for the model APIs is configured. Until this application stops, use this one: {}
						Declare keys under sluice.auth.keys, or set SLUICE_ADMIN_KEY, and it is not made any more.""",
						key.reveal()));
		}
	}

}
