package dev.sluice.budget;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import dev.sluice.budget.lease.DatabaseClock;
import dev.sluice.budget.lease.LeaseBank;
import dev.sluice.budget.lease.LeaseKeeper;
import dev.sluice.budget.lease.LeaseThread;
import dev.sluice.call.Caller;
import dev.sluice.call.ClientCall;
import dev.sluice.call.DecisionNotes;
import dev.sluice.call.Hold;
import dev.sluice.ledger.AllowanceKey;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AttemptJournal;
import dev.sluice.ledger.BookingListener;
import dev.sluice.record.EventPublisher;

/**
 * The budgets of one node on a real database, with its journal and ledger. Its calendar
 * may be as wrong as a test wants.
 */
final class BudgetNode implements AutoCloseable {

	/** What of the auto-configuration makes a ledger, in its order. */
	private static final Set<String> LEDGER = new LinkedHashSet<>(
			List.of("dev.sluice.store.StoreAutoConfiguration", "dev.sluice.store.DatabaseAutoConfiguration",
					"dev.sluice.ledger.journal.JournalAutoConfiguration", "dev.sluice.ledger.LedgerAutoConfiguration"));

	private static final Duration WAIT = Duration.ofSeconds(20);

	private static final long QUICK = TimeUnit.MILLISECONDS.toNanos(100);

	private final ConfigurableApplicationContext ledger;

	private final LeaseThread thread = new LeaseThread();

	private final DatabaseClock clock;

	private final LeaseKeeper keeper;

	private final LeaseBank bank;

	private final BudgetDesk desk;

	BudgetNode(Path home, String url, LongSupplier calendar, BudgetPolicy... policies) {
		SpringApplicationBuilder builder = new SpringApplicationBuilder();
		builder.application().setSources(LEDGER);
		this.ledger = builder.web(WebApplicationType.NONE)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean(BookingListener.class,
					() -> this::booked))
			.run("--sluice.home=" + home, "--sluice.store.enabled=true", "--sluice.store.url=" + url,
					"--sluice.journal.segment-size=256KB", "--spring.main.banner-mode=off");
		AllowanceStore store = this.ledger.getBean(AllowanceStore.class);
		// Its start is no part of what a test times.
		store.balances(List.of(new AllowanceKey("nobody", "lifetime"))).block(WAIT);
		this.clock = new DatabaseClock(store, System::nanoTime);
		this.keeper = new LeaseKeeper(store, System::nanoTime, this.thread, Schedulers.parallel()::schedule, 10_000);
		this.bank = new LeaseBank(this.keeper, 100);
		Budgets budgets = new Budgets(List.of(policies));
		BudgetProperties properties = new BudgetProperties(null, 100, 4, List.of(), 100, 10_000, List.of());
		AttemptBook book = new AttemptBook(this.bank, this.ledger.getBean(AttemptJournal.class),
				new AttemptIds(calendar, new SecureRandom()), () -> this.clock.millisOr(calendar), List.of());
		this.desk = new BudgetDesk(new PayerDirectory(budgets, this.clock, this.bank, (use) -> {
		}), this.bank, this.clock, (target, call, at) -> FlatQuote.USUAL, properties, null, book,
				new ThresholdWatch(new EventPublisher(100, 10), () -> 0));
	}

	/**
	 * Asks for the database's time until an answer was quick, so that none that is long
	 * on its way counts later.
	 * @return the time then
	 */
	Instant learnTime() {
		long asked;
		do {
			asked = System.nanoTime();
			this.clock.read().block(WAIT);
		}
		while (System.nanoTime() - asked > QUICK);
		return Instant.ofEpochMilli(this.clock.millis());
	}

	/** Lets it ask the database. */
	BudgetNode start() {
		this.thread.everyTick(() -> {
			this.clock.turn();
			this.keeper.turn();
		});
		return this;
	}

	Mono<Hold> hold(Caller caller, String requestId) {
		ClientCall chat = BudgetRig.chat(",\"max_completion_tokens\":50");
		ClientCall call = new ClientCall(requestId, chat.dialect(), chat.envelope(), chat.body(), caller,
				chat.headers(), chat.path(), null, 0, new DecisionNotes());
		return new BudgetAdmission(caller, RouteBudget.NONE, this.desk).hold(call, BudgetRig.INTENT);
	}

	private void booked(Map<AllowanceKey, BookingListener.Booking> bookings) {
		this.bank.booked(bookings);
	}

	@Override
	public void close() {
		this.keeper.returnEverything().block(WAIT);
		this.thread.close();
		this.ledger.close();
	}

}
