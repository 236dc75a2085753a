package dev.sluice.app;

import java.util.stream.Collectors;

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
import dev.sluice.catalog.Provider;

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
			String url = url(event.getApplicationContext().getEnvironment(), web.getWebServer().getPort());
			logger.info("{}", text(url, open(event.getApplicationContext().getEnvironment())));
		}
	}

	private static boolean open(Environment environment) {
		return "open".equalsIgnoreCase(environment.getProperty("sluice.auth.mode"));
	}

	private static String url(Environment environment, int port) {
		String address = environment.getProperty("server.address", "127.0.0.1");
		return "http://" + (address.equals("0.0.0.0") ? "127.0.0.1" : address) + ":" + port;
	}

	private String text(String url, boolean open) {
		String key = open ? "any" : this.firstKey.key().map(Secret::reveal).orElse("$SLUICE_ADMIN_KEY");
		StringBuilder text = new StringBuilder("\n\n  Sluice is ready at  ").append(url).append("\n\n");
		if (!open && this.firstKey.key().isPresent()) {
			text.append("  Your key, shown once:  ").append(key).append("\n\n");
		}
		text.append("  Watch a model answer, token by token:\n\n    curl -N ")
			.append(url)
			.append("/v1/chat/completions -H 'Authorization: Bearer ")
			.append(key)
			.append("' -H 'Content-Type: application/json' -d '{\"model\":\"gpt-4o\",\"stream\":true,")
			.append("\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}'\n\n");
		return text.append(providers()).toString();
	}

	private String providers() {
		String names = this.catalogue.providers()
			.stream()
			.filter(Provider::configured)
			.map(Provider::name)
			.filter((name) -> !name.equals(Catalogue.SIMULATED))
			.collect(Collectors.joining(", "));
		if (!names.isEmpty()) {
			return "  Providers: " + names + ". Models named simulated/... stay on this machine.\n";
		}
		String variables = this.catalogue.providers()
			.stream()
			.map(Provider::keyEnv)
			.filter((name) -> name != null)
			.collect(Collectors.joining(", "));
		return "  Answers are simulated until a provider is configured. Set one of these and start again:\n    "
				+ variables + ", OLLAMA_HOST\n";
	}

}
