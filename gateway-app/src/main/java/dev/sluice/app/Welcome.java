package dev.sluice.app;

import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import dev.sluice.auth.FirstKey;
import dev.sluice.call.Secret;
import dev.sluice.catalog.Catalogue;

/** Tells whoever started the gateway where it is and how to make a first call. */
@Component
class Welcome implements ApplicationListener<ApplicationReadyEvent> {

	private static final Logger logger = LoggerFactory.getLogger("sluice");

	private final Catalogue catalogue;

	private final FirstKey firstKey;

	Welcome(Catalogue catalogue, FirstKey firstKey) {
		this.catalogue = catalogue;
		this.firstKey = firstKey;
	}

	@Override
	public void onApplicationEvent(ApplicationReadyEvent event) {
		if (event.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
			Environment environment = event.getApplicationContext().getEnvironment();
			logger.info("{}", text(environment, web.getWebServer().getPort()));
		}
	}

	private String text(Environment environment, int port) {
		boolean open = "open".equalsIgnoreCase(environment.getProperty("sluice.auth.mode"));
		String made = this.firstKey.key().map(Secret::reveal).orElse(null);
		WelcomeText text = new WelcomeText(url(environment, port));
		if (open) {
			text.openToAll();
		}
		else if (made != null) {
			text.key(made);
		}
		return text.providers(this.catalogue).toString();
	}

	private static String url(Environment environment, int port) {
		return (encrypted(environment) ? "https" : "http") + "://"
				+ host(environment.getProperty("server.address", "0.0.0.0")) + ":" + port;
	}

	private static boolean encrypted(Environment environment) {
		return environment.getProperty("server.ssl.enabled", Boolean.class, true)
				&& Stream.of("bundle", "key-store", "certificate")
					.anyMatch((key) -> environment.containsProperty("server.ssl." + key));
	}

	/** An address at which this machine reaches the server. */
	private static String host(String address) {
		return switch (address) {
			case "0.0.0.0", "::", "" -> "127.0.0.1";
			default -> address.contains(":") ? "[" + address + "]" : address;
		};
	}

}
