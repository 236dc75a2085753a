package dev.sluice.budget;

import java.math.BigDecimal;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Schedulers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.sluice.budget.lease.DatabaseClock;
import dev.sluice.budget.lease.LeaseBank;
import dev.sluice.budget.lease.LeaseKeeper;
import dev.sluice.budget.lease.LeaseThread;
import dev.sluice.ledger.AllowanceStore;
import dev.sluice.ledger.AttemptJournal;
import dev.sluice.price.PriceBook;
import dev.sluice.record.EventPublisher;
import dev.sluice.stage.Admitter;
import dev.sluice.stage.StageAutoConfiguration;
import dev.sluice.store.SluiceDatabase;

/** Budgets, wherever there is a ledger to book what calls cost. */
@AutoConfiguration(before = StageAutoConfiguration.class,
		afterName = { "dev.sluice.ledger.LedgerAutoConfiguration", "dev.sluice.price.PriceAutoConfiguration",
				"dev.sluice.record.RecordAutoConfiguration" })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(BudgetProperties.class)
public final class BudgetAutoConfiguration {

	private static final String MAX_COST = "MAX_COST_PER_REQUEST";

	private static final NodeTime NODE_TIME = new NodeTime(System::nanoTime);

	@Bean
	@ConditionalOnMissingBean
	Budgets sluiceBudgets(BudgetProperties properties, ObjectProvider<SluiceDatabase> database) {
		SluiceDatabase shared = database.getIfAvailable();
		return new Budgets(properties.policies(),
				(shared != null) ? new SqlPolicyStore(shared) : new MemoryPolicyStore());
	}

	@Bean(destroyMethod = "close")
	@ConditionalOnMissingBean
	PolicyWatch sluicePolicyWatch(Budgets budgets) {
		return new PolicyWatch(budgets);
	}

	@Bean
	@ConditionalOnMissingBean
	AiBudgetGatewayFilterFactory sluiceAiBudgetGatewayFilterFactory(Budgets budgets) {
		return new AiBudgetGatewayFilterFactory(budgets);
	}

	/** What needs the ledger. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnBean({ AllowanceStore.class, AttemptJournal.class, PriceBook.class })
	static class Ledgered {

		@Bean(destroyMethod = "close")
		@ConditionalOnMissingBean
		LeaseThread sluiceLeaseThread() {
			return new LeaseThread();
		}

		@Bean
		@ConditionalOnMissingBean
		DatabaseClock sluiceDatabaseClock(AllowanceStore store) {
			return new DatabaseClock(store, NODE_TIME);
		}

		@Bean
		@ConditionalOnMissingBean
		LeaseKeeper sluiceLeaseKeeper(AllowanceStore store, LeaseThread thread, BudgetProperties properties) {
			return new LeaseKeeper(store, NODE_TIME, thread, Schedulers.parallel()::schedule, properties.maxWaiting());
		}

		@Bean
		@ConditionalOnMissingBean
		LeaseBank sluiceLeaseBank(LeaseKeeper keeper, BudgetProperties properties) {
			return new LeaseBank(keeper, properties.maxAccounts());
		}

		@Bean
		@ConditionalOnMissingBean
		ThresholdWatch sluiceThresholdWatch(EventPublisher events) {
			return new ThresholdWatch(events, System::currentTimeMillis);
		}

		@Bean
		@ConditionalOnMissingBean
		BudgetLifecycle sluiceBudgetLifecycle(LeaseThread thread, LeaseKeeper keeper, LeaseBank bank,
				DatabaseClock clock, ThresholdWatch thresholds) {
			return new BudgetLifecycle(thread, keeper, clock, thresholds);
		}

		@Bean
		@ConditionalOnMissingBean(Admitter.class)
		BudgetAdmitter sluiceBudgetAdmitter(Budgets budgets, DatabaseClock clock, LeaseBank bank, PriceBook prices,
				AttemptJournal journal, ThresholdWatch thresholds, BudgetProperties properties,
				Environment environment) {
			PayerDirectory directory = new PayerDirectory(budgets, clock, bank, thresholds::add);
			AttemptIds ids = new AttemptIds(System::currentTimeMillis, new SecureRandom());
			AttemptBook book = new AttemptBook(bank, journal, ids, () -> clock.millisOr(System::currentTimeMillis),
					properties.metadataHeaders());
			return new BudgetAdmitter(new BudgetDesk(directory, bank, clock, prices, properties,
					maxCost(properties, environment), book, thresholds));
		}

		private static @Nullable BigDecimal maxCost(BudgetProperties properties, Environment environment) {
			String variable = environment.getProperty(MAX_COST);
			if (!StringUtils.hasText(variable)) {
				return properties.maxCostPerRequest();
			}
			try {
				return new BigDecimal(variable.strip());
			}
			catch (NumberFormatException ex) {
				throw new IllegalArgumentException(
						MAX_COST + " is '" + variable + "'. Set US dollars such as 1.00, or leave it out.", ex);
			}
		}

	}

}
