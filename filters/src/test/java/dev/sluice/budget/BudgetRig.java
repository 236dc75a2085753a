package dev.sluice.budget;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.http.HttpHeaders;

import dev.sluice.budget.lease.DatabaseClock;
import dev.sluice.budget.lease.FreezableStore;
import dev.sluice.budget.lease.LeaseBank;
import dev.sluice.budget.lease.LeaseKeeper;
import dev.sluice.budget.lease.SharedMoney;
import dev.sluice.call.CallBody;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Dialect;
import dev.sluice.call.Hold;
import dev.sluice.call.Intent;
import dev.sluice.call.Target;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.price.Quote;
import dev.sluice.record.EventPublisher;
import dev.sluice.wire.EnvelopeScanner;

/** A desk with its bank, journal, prices and database, whose threads run step by step. */
final class BudgetRig {

	static final Caller CALLER = new Caller("acme", "k1", Set.of(), null, Set.of("red", "team:x"));

	static final Intent INTENT = new Intent(new Target("openai", "m", "official", "c", "rule"), 1, "r",
			Dialect.OPENAI_CHAT);

	static final AllowanceKey ORGANIZATION = new AllowanceKey("organization:acme", "lifetime");

	final SharedMoney money = new SharedMoney();

	final JournalLog journal = new JournalLog();

	final List<PolicyUse> uses = new ArrayList<>();

	final EventPublisher events = new EventPublisher(100, 10);

	final Budgets budgets;

	final DatabaseClock clock;

	final LeaseBank bank;

	final PayerDirectory directory;

	final ThresholdWatch thresholds;

	final BudgetDesk desk;

	Quote quote = FlatQuote.USUAL;

	/** How often a price was asked for. */
	int quotes;

	long nanos = 1_000_000_000L;

	/**
	 * At which look at the clock from now on a second has passed since the one before.
	 */
	int pauseAtLook;

	/** Whether the database answers nothing, not even with an error. */
	boolean frozen;

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	private final LeaseKeeper keeper;

	BudgetRig(BudgetPolicy... policies) {
		this(null, policies);
	}

	BudgetRig(@Nullable String maxCostUsd, BudgetPolicy... policies) {
		this(maxCostUsd, new Budgets(List.of(policies)));
	}

	BudgetRig(@Nullable String maxCostUsd, Budgets budgets) {
		this.budgets = budgets;
		AllowanceStore store = new FreezableStore(this.money.node("a"), () -> this.frozen, () -> false);
		this.keeper = new LeaseKeeper(store, () -> this.nanos, this.tasks::add, Runnable::run, 100);
		this.bank = new LeaseBank(this.keeper, 100);
		this.clock = new DatabaseClock(store, this::look);
		this.directory = new PayerDirectory(this.budgets, this.clock, this.bank, this.uses::add);
		this.thresholds = new ThresholdWatch(this.events, () -> 0);
		BudgetProperties properties = new BudgetProperties(null, 100, 4, List.of("x-metadata", "x-second"), 100, 100,
				List.of());
		AttemptBook book = new AttemptBook(this.bank, this.journal, new AttemptIds(() -> 1_000_000, new SecureRandom()),
				() -> 1_763_640_000_000L, properties.metadataHeaders());
		this.desk = new BudgetDesk(this.directory, this.bank, this.clock, this::quote, properties,
				(maxCostUsd != null) ? new BigDecimal(maxCostUsd) : null, book, this.thresholds);
	}

	/** An admission of a call without a route's own budget. */
	BudgetAdmission admission() {
		return admission(RouteBudget.NONE);
	}

	BudgetAdmission admission(RouteBudget route) {
		return new BudgetAdmission(CALLER, route, this.desk);
	}

	/** Asks for a hold and lets the keeper work until it rests. */
	Asked ask(BudgetAdmission admission, ClientCall call) {
		Asked asked = new Asked();
		asked.waiting = admission.hold(call, INTENT)
			.subscribe((hold) -> asked.hold = hold, (error) -> asked.error = error);
		settle();
		return asked;
	}

	Hold hold(ClientCall call) {
		return hold(admission(), call);
	}

	Hold hold(BudgetAdmission admission, ClientCall call) {
		Asked asked = ask(admission, call);
		if (asked.hold == null) {
			throw new AssertionError("no hold", asked.error);
		}
		return asked.hold;
	}

	void put(BudgetPolicy policy) {
		this.budgets.put(this.budgets.book().version(), policy).block();
	}

	void remove(String name) {
		this.budgets.remove(this.budgets.book().version(), name).block();
	}

	void override(String name, BudgetPolicy.Override override) {
		this.budgets.override(this.budgets.book().version(), name, override).block();
	}

	void settle() {
		this.keeper.turn();
		for (int i = 0; i < 1000 && !this.tasks.isEmpty(); i++) {
			this.tasks.remove().run();
		}
	}

	private Quote quote(Target target, ClientCall call, Instant at) {
		this.quotes++;
		return this.quote;
	}

	private long look() {
		if (--this.pauseAtLook == 0) {
			pass(1_000);
		}
		return this.nanos;
	}

	void pass(long millis) {
		this.nanos += TimeUnit.MILLISECONDS.toNanos(millis);
	}

	/** A chat call with a body of ten bytes, and further members of its request. */
	static ClientCall chat(String members) {
		return call(Dialect.OPENAI_CHAT, members, new HttpHeaders());
	}

	static ClientCall call(Dialect dialect, String members, HttpHeaders headers) {
		byte[] bytes = ("{\"model\":\"m\"" + members + "}").getBytes(StandardCharsets.UTF_8);
		return new ClientCall("req_1", dialect, EnvelopeScanner.scan(dialect, bytes, bytes.length), new TenBytes(),
				CALLER, headers, "/v1/test", null, 0, new DecisionNotes());
	}

	static BudgetPolicy policy(String name, AccountKind account, String limit) {
		return policy(name, account, "*", limit, BudgetPeriod.LIFETIME, BudgetMode.ENFORCE);
	}

	static BudgetPolicy policy(String name, AccountKind account, String match, String limit, BudgetPeriod period,
			BudgetMode mode) {
		return new BudgetPolicy(name, account, match, "*", new BigDecimal(limit), period, thresholds(50, 80, 100),
				BudgetPolicy.OnExhaustion.BLOCK, List.of(), mode, true, List.of());
	}

	static java.util.SortedSet<Integer> thresholds(Integer... percents) {
		return new java.util.TreeSet<>(List.of(percents));
	}

	static Instant time(String text) {
		return Instant.parse(text);
	}

	/** What became of a request for a hold. */
	static final class Asked {

		@Nullable Hold hold;

		@Nullable Throwable error;

		reactor.core.@Nullable Disposable waiting;

	}

	private static final class TenBytes implements CallBody {

		@Override
		public long length() {
			return 10;
		}

		@Override
		public Publisher<io.netty.buffer.ByteBuf> content(List<dev.sluice.call.Splice> splices) {
			return reactor.core.publisher.Mono.empty();
		}

		@Override
		public void release() {
		}

	}

}
