package dev.sluice.auth;

import java.net.InetAddress;
import java.net.UnknownHostException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Where the server listens, and what it must therefore not allow.
 *
 * @param loopback whether only this machine can reach it
 */
record Binding(boolean loopback) {

	private static final Logger log = LoggerFactory.getLogger(Binding.class);

	static Binding of(Environment environment) {
		String address = environment.getProperty("server.address");
		try {
			return new Binding(
					StringUtils.hasText(address) && InetAddress.getByName(address.strip()).isLoopbackAddress());
		}
		catch (UnknownHostException ex) {
			return new Binding(false);
		}
	}

	void checkOpenMode() {
		if (!this.loopback) {
			throw new UnsafeBindingException(
					"Calls without a key are allowed, but the server is not bound to a loopback address.",
					"Set server.address to 127.0.0.1, or remove SLUICE_AUTH=open and sluice.auth.mode=open.");
		}
		log.warn("Calls without a key are allowed (SLUICE_AUTH=open). Only this machine can reach the server.");
	}

	void checkAdminKey(String key) {
		if (key.length() >= AdminKey.SHORTEST) {
			return;
		}
		if (!this.loopback) {
			throw new UnsafeBindingException(
					"The admin key has fewer than " + AdminKey.SHORTEST
							+ " characters, and the server is not bound to a loopback address.",
					"Set SLUICE_ADMIN_KEY to at least " + AdminKey.SHORTEST
							+ " random characters, or set server.address to 127.0.0.1.");
		}
		log.warn("The admin key has fewer than {} characters. That is refused on any but a loopback address.",
				AdminKey.SHORTEST);
	}

}
