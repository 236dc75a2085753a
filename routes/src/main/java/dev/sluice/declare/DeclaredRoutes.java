package dev.sluice.declare;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.context.ApplicationEventPublisher;

import dev.sluice.resolve.RoutingTables;

/**
 * The routes, rules, aliases and groups of all route files, as one set that is replaced
 * as a whole. The first set must be right; later ones that are not leave the last good
 * one in force.
 */
public final class DeclaredRoutes implements RouteLocator, SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(DeclaredRoutes.class);

	private final RouteFolder folder;

	private final RouteCompiler compiler;

	private final ApplicationEventPublisher publisher;

	private final RouteListener listener;

	private volatile RouteSnapshot snapshot;

	private volatile FolderState read;

	private volatile List<Problem> lastProblems = List.of();

	/**
	 * Loads the first set.
	 * @param folder the operator's files
	 * @param compiler makes sets of files
	 * @param publisher where the gateway hears of new routes
	 * @param listener hears what became of changed files
	 * @throws InvalidRoutesException when the files cannot be used
	 */
	DeclaredRoutes(RouteFolder folder, RouteCompiler compiler, ApplicationEventPublisher publisher,
			RouteListener listener) {
		this.folder = folder;
		this.compiler = compiler;
		this.publisher = publisher;
		this.listener = listener;
		this.read = FolderState.of(folder);
		Problems problems = new Problems();
		RouteSnapshot first = this.compiler.compile(this.folder.read(problems), problems);
		if (first == null || !problems.none()) {
			throw new InvalidRoutesException(problems.list());
		}
		this.snapshot = first;
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.snapshot.events().forEach(this.publisher::publishEvent);
	}

	@Override
	public Flux<Route> getRoutes() {
		return Flux.defer(() -> Flux.fromIterable(this.snapshot.routes()));
	}

	/**
	 * The routes in force.
	 * @return an immutable list, the operator's new ones first
	 */
	public List<Route> routes() {
		return this.snapshot.routes();
	}

	/**
	 * The rules, aliases and groups in force.
	 * @return an immutable snapshot
	 */
	public RoutingTables tables() {
		return this.snapshot.tables();
	}

	/**
	 * The routes in force, as operators are shown them.
	 * @return an immutable list with its version
	 */
	RouteListing listing() {
		return this.snapshot.listing();
	}

	/**
	 * What was wrong when the files were read last.
	 * @return nothing when they are in force as they stand in the folder
	 */
	public List<Problem> lastProblems() {
		return this.lastProblems;
	}

	/**
	 * What the folder looked like just before it was read last.
	 * @return its state
	 */
	FolderState read() {
		return this.read;
	}

	/**
	 * Reads the files again and applies them, or keeps the last good set. Blocks while
	 * files are read, so it is not for event loops.
	 * @return what is wrong, nothing when the files are now in force
	 */
	public synchronized List<Problem> reload() {
		this.read = FolderState.of(this.folder);
		Problems problems = new Problems();
		RouteSnapshot next = this.compiler.compile(this.folder.read(problems), problems);
		boolean recovered = !this.lastProblems.isEmpty();
		this.lastProblems = problems.list();
		if (next == null || !problems.none()) {
			refuse();
		}
		else if (entries(this.snapshot).equals(entries(next))) {
			this.snapshot = this.snapshot.located(next.listing());
			if (recovered) {
				tell(true);
			}
		}
		else {
			apply(next);
		}
		return this.lastProblems;
	}

	private void refuse() {
		logger.error("Route files are not applied, the last good set stays in force:\n{}",
				Problems.lines(this.lastProblems));
		tell(false);
	}

	private void apply(RouteSnapshot next) {
		RouteSnapshot before = this.snapshot;
		next.events().forEach(this.publisher::publishEvent);
		this.snapshot = next;
		this.publisher.publishEvent(new RefreshRoutesEvent(this));
		logger.info("Route files applied: {}", RouteDiff.of(before.contents(), next.contents()));
		tell(true);
	}

	private void tell(boolean applied) {
		this.listener.judged(applied, routes().stream().map(Route::getId).toList(), this.lastProblems);
	}

	/** Maps are equal in any order, but the order of rules and routes counts. */
	private static List<Object> entries(RouteSnapshot snapshot) {
		return new ArrayList<>(snapshot.contents().entrySet());
	}

}
