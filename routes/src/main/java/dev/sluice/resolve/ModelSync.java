package dev.sluice.resolve;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;

import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.ModelListing;
import dev.sluice.catalog.Provider;

/**
 * Asks providers for their lists of models, on a timer of its own and never on a caller's
 * path. A provider that does not answer keeps its last list.
 */
final class ModelSync implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(ModelSync.class);

	private static final int AT_ONCE = 4;

	private final Catalogue catalogue;

	private final LiveModels live;

	private final ModelSource source;

	private final ModelSyncProperties properties;

	private final Set<String> silent = new HashSet<>();

	private @Nullable Scheduler thread;

	private @Nullable Disposable timer;

	ModelSync(Catalogue catalogue, LiveModels live, ModelSource source, ModelSyncProperties properties) {
		this.catalogue = catalogue;
		this.live = live;
		this.source = source;
		this.properties = properties;
	}

	@Override
	public synchronized void start() {
		if (this.timer != null || this.properties.syncInterval().isZero() || asked().isEmpty()) {
			return;
		}
		Scheduler own = Schedulers.newSingle("sluice-models", true);
		this.thread = own;
		this.timer = Flux.interval(Duration.ZERO, this.properties.syncInterval(), own)
			.onBackpressureDrop()
			.concatMap((tick) -> round(own), 1)
			.subscribe();
	}

	private Mono<Void> round(Scheduler own) {
		return Flux.fromIterable(asked()).flatMap((provider) -> ask(provider, own), AT_ONCE).then();
	}

	private Mono<Void> ask(Provider provider, Scheduler own) {
		return Mono.defer(() -> this.source.fetch(provider))
			.timeout(this.properties.syncTimeout(), own)
			.publishOn(own)
			.doOnNext((body) -> took(provider, body))
			.doOnError((error) -> failed(provider, error))
			.onErrorComplete()
			.then();
	}

	private void took(Provider provider, byte[] body) {
		this.live.put(provider.name(), ListedModels.read(provider.traits().listing(), body));
		if (this.silent.remove(provider.name())) {
			logger.info("Provider {} lists its models again.", provider.name());
		}
	}

	/** Told once per silence: a local server that is off is no news every ten minutes. */
	private void failed(Provider provider, Throwable error) {
		if (this.silent.add(provider.name())) {
			// One that nobody set up, such as Ollama at its usual address, is no news at
			// all.
			logger.atLevel(provider.configured() ? Level.INFO : Level.DEBUG)
				.log("Provider {} does not list its models ({}); those known before are listed.", provider.name(),
						error.getClass().getSimpleName());
		}
	}

	private List<Provider> asked() {
		boolean real = this.catalogue.anyRealConfigured();
		return this.catalogue.providers()
			.stream()
			.filter((provider) -> provider.traits().listing() != ModelListing.NONE)
			.filter((provider) -> provider.configured() || (real && provider.usable()))
			.toList();
	}

	@Override
	public synchronized void stop() {
		if (this.timer != null && this.thread != null) {
			this.timer.dispose();
			this.thread.dispose();
			this.timer = null;
			this.thread = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.timer != null;
	}

}
