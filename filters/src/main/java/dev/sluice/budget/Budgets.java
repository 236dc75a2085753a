package dev.sluice.budget;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The policies in force: what is configured, with the changes that were made while
 * gateways ran. Each change makes a new version, so that two who change at the same time
 * notice each other, on whatever gateways. Calls see a change from their next hold on;
 * the other gateways follow within seconds.
 */
public final class Budgets {

	private final List<BudgetPolicy> configured;

	private final PolicyStore store;

	private volatile Book book;

	private final CompletableFuture<Void> known = new CompletableFuture<>();

	/**
	 * Creates a service whose changes end with the process.
	 * @param configured what is configured
	 */
	public Budgets(List<BudgetPolicy> configured) {
		this(configured, new MemoryPolicyStore());
		this.known.complete(null);
	}

	Budgets(List<BudgetPolicy> configured, PolicyStore store) {
		this.configured = List.copyOf(configured);
		this.store = store;
		this.book = new Book(0, this.configured);
	}

	/**
	 * What is in force.
	 * @return an immutable snapshot
	 */
	public Book book() {
		return this.book;
	}

	/** Whether it is known what was changed before this gateway was started. */
	boolean isKnown() {
		return this.known.isDone();
	}

	/** Completes when that is known. */
	Mono<Void> known() {
		return Mono.fromFuture(this.known, true);
	}

	/**
	 * Adds a policy, or takes the place of the one of the same name.
	 * @param version the version that the change was made for
	 * @param policy the policy
	 * @return the new version, once it is stored; or a {@link StaleVersionException} when
	 * somebody else was faster, or a {@link dev.sluice.store.StoreUnavailableException}
	 */
	public Mono<Book> put(long version, BudgetPolicy policy) {
		return store(version, policy.name(), policy);
	}

	/**
	 * Removes a policy. What was spent under it stays in the ledger.
	 * @param version the version that the change was made for
	 * @param name the policy's name
	 * @return as for {@link #put}; the same version when there is none of the name
	 */
	public Mono<Book> remove(long version, String name) {
		return change(version, name, (policy) -> null);
	}

	/**
	 * Sets another limit for some time.
	 * @param version the version that the change was made for
	 * @param name the policy's name
	 * @param override the limit and its end
	 * @return as for {@link #put}; the same version when there is none of the name
	 */
	public Mono<Book> override(long version, String name, BudgetPolicy.Override override) {
		return change(version, name, (policy) -> policy.with(override));
	}

	/** Learns what was changed elsewhere; does nothing when that is nothing. */
	Mono<Void> follow() {
		return Mono.defer(() -> isKnown()
				? this.store.version().flatMap((version) -> (version == this.book.version) ? Mono.empty() : read())
				: read());
	}

	private Mono<Void> read() {
		return this.store.read().doOnNext(this::learned).then();
	}

	private Mono<Book> change(long version, String name, UnaryOperator<@Nullable BudgetPolicy> change) {
		return Mono.defer(() -> {
			Book present = this.book;
			BudgetPolicy policy = present.policies.stream()
				.filter((candidate) -> candidate.name().equals(name))
				.findFirst()
				.orElse(null);
			if (present.version != version) {
				return Mono.error(new StaleVersionException(version, present.version));
			}
			return (policy != null) ? store(version, name, change.apply(policy)) : Mono.just(present);
		});
	}

	private Mono<Book> store(long version, String name, @Nullable BudgetPolicy policy) {
		return this.store.change(version, PolicyChange.of(name, policy, this.configured)).map(this::learned);
	}

	private synchronized Book learned(PolicyStore.Stored stored) {
		if (!isKnown() || stored.version() > this.book.version) {
			this.book = new Book(stored.version(), List.copyOf(PolicyChange.apply(stored.changes(), this.configured)));
			this.known.complete(null);
		}
		return this.book;
	}

	/**
	 * All policies at one version.
	 *
	 * @param version grows with every change
	 * @param policies in the order of the configuration, then those added since
	 */
	public record Book(long version, List<BudgetPolicy> policies) {
	}

	/** A change was made for policies that are no longer in force. */
	public static final class StaleVersionException extends RuntimeException {

		StaleVersionException(long wanted, long present) {
			super("The budgets were changed in the meantime: version " + wanted + " is now " + present
					+ ". Read them again and repeat the change.");
		}

	}

}
