package com.example.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.sluice.simulator.LoggedCall;
import dev.sluice.simulator.Script;
import dev.sluice.simulator.SimulatedProvider;

/** A gateway whose providers speak one dialect each; started once for all tests. */
@SpringBootApplication(proxyBeanMethods = false)
class Crossing {

	static final String KEY = "test-admin-key-0123456789-0123456789";

	/** A model that clients of OpenAI's dialect reach in another. */
	static final String CLAUDE = "anthropic/claude-sonnet-5-5";

	/** A model that clients of Anthropic's dialect reach in another. */
	static final String GPT = "openai/gpt-4o";

	private static final SimulatedProvider PROVIDER = SimulatedProvider.start();

	private static final ConfigurableApplicationContext CONTEXT = start();

	private static ConfigurableApplicationContext start() {
		try {
			return new SpringApplicationBuilder(Crossing.class).run("--server.port=0",
					"--spring.reactor.netty.shutdown-quiet-period=0s", "--spring.main.banner-mode=off",
					"--sluice.home=" + Files.createTempDirectory("clients"), "--SLUICE_ADMIN_KEY=" + KEY,
					"--sluice.models.sync-interval=0s", "--OPENAI_API_KEY=x",
					"--OPENAI_BASE_URL=" + PROVIDER.baseUrl() + "/v1", "--sluice.providers.openai.dialects=openai-chat",
					"--ANTHROPIC_API_KEY=x", "--ANTHROPIC_BASE_URL=" + PROVIDER.baseUrl(), "--GEMINI_API_KEY=x",
					"--GOOGLE_GEMINI_BASE_URL=" + PROVIDER.baseUrl(),
					"--sluice.providers.gemini.dialects=gemini-generate");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static String url() {
		return "http://127.0.0.1:" + CONTEXT.getEnvironment().getProperty("local.server.port");
	}

	/** Forgets earlier calls; the next ones are told what to do. */
	static void script(String script) {
		PROVIDER.log().clear();
		PROVIDER.script("*", Script.of(script));
	}

	static List<LoggedCall> calls() {
		return PROVIDER.log().calls();
	}

}
