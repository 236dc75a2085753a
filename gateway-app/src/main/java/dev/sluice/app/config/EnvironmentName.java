package dev.sluice.app.config;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Our environment variables that are not spelled like a property. */
enum EnvironmentName {

	/** Whether a key is needed. */
	SLUICE_AUTH("`open` accepts any key and none, on a loopback address only; `keys` (the default) needs a known one"),
	/** The admin key. */
	SLUICE_ADMIN_KEY("the admin key, at least 32 characters; without it one is made and printed at every start"),
	/** The home folder. */
	SLUICE_HOME("the folder for data and for `config/routes/*.yaml`; `.sluice` in the working folder when not set"),
	/** The port of the management endpoints. */
	SLUICE_MANAGEMENT_PORT("the port of `/actuator`, 8081 when not set; always bound to loopback until "
			+ "`management.server.address` says otherwise");

	/** What Kubernetes sets for a service whose name begins with sluice. */
	private static final Pattern SERVICE_LINK = Pattern
		.compile("SLUICE_(\\w+_)?(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

	private final String meaning;

	EnvironmentName(String meaning) {
		this.meaning = meaning;
	}

	String meaning() {
		return this.meaning;
	}

	static Optional<EnvironmentName> of(String variable) {
		return Arrays.stream(values()).filter((known) -> known.name().equals(variable)).findFirst();
	}

	static boolean isServiceLink(String variable) {
		return SERVICE_LINK.matcher(variable).matches();
	}

}
