package dev.sluice.provider.custom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

import org.springframework.web.util.UriUtils;

import dev.sluice.call.ClientCall;
import dev.sluice.call.Dialect;
import dev.sluice.call.Secret;
import dev.sluice.call.Splice;
import dev.sluice.call.Target;
import dev.sluice.catalog.Provider;
import dev.sluice.chat.ProviderCodec;
import dev.sluice.provider.Credentials;
import dev.sluice.provider.JobPaths;
import dev.sluice.provider.ProviderAdapter;

/**
 * Talks to HTTP APIs that are described in YAML. They speak no dialect: every call is
 * translated, by the {@linkplain #codec codec} of the provider.
 */
public class CustomAdapter implements ProviderAdapter {

	private final Map<String, CustomApi> apis = new ConcurrentHashMap<>();

	@Override
	public String type() {
		return "custom";
	}

	@Override
	public void prepare(Provider provider, @Nullable Secret key) {
		String file = provider.traits().description();
		if (file == null) {
			throw new IllegalStateException(
					"Provider '" + provider.name() + "' is of type custom and has no description. "
							+ "Set sluice.providers." + provider.name() + ".description to a YAML file.");
		}
		try {
			Path path = Path.of(file);
			this.apis.put(provider.name(), CustomApiReader.read(String.valueOf(path.getFileName()),
					Files.readString(path, StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new IllegalStateException("The description of provider '" + provider.name() + "', " + file
					+ ", cannot be read. Correct sluice.providers." + provider.name() + ".description.");
		}
	}

	@Override
	public ProviderCodec codec(Provider provider) {
		return new CustomCodec(api(provider));
	}

	@Override
	public boolean speaks(Provider provider, Dialect dialect) {
		return false;
	}

	@Override
	public String path(Provider provider, ClientCall call, Target target) {
		CustomApi api = api(provider);
		String path = call.envelope().stream() ? api.streamPath() : api.path();
		return path.replace("{model}", UriUtils.encode(String.valueOf(target.model()), StandardCharsets.UTF_8));
	}

	@Override
	public void headers(Provider provider, ClientCall call, HttpHeaders headers, @Nullable Secret key) {
		Credentials.set(headers, provider.auth(), key);
	}

	@Override
	public List<Splice> splices(Provider provider, ClientCall call, Target target, long outputCap) {
		return List.of();
	}

	@Override
	public @Nullable JobPaths jobs(Provider provider) {
		CustomApi.Job job = api(provider).job();
		return (job != null) ? job.paths() : null;
	}

	private CustomApi api(Provider provider) {
		CustomApi api = this.apis.get(provider.name());
		if (api == null) {
			throw new IllegalStateException("provider " + provider.name() + " was not prepared");
		}
		return api;
	}

}
