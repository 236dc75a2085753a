package dev.sluice.app;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.sluice.budget.AccountKind;
import dev.sluice.budget.BudgetMode;
import dev.sluice.budget.BudgetPeriod;
import dev.sluice.budget.BudgetPolicy;
import dev.sluice.budget.Budgets;
import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** A budget that is changed at one gateway holds at the other within seconds. */
@Timeout(120)
class SharedPolicyTests {

	private static final Duration WAIT = Duration.ofSeconds(30);

	private static final String CALL = """
			{"model":"gpt-4o","max_completion_tokens":100,"messages":[{"role":"user","content":"Hi"}]}""";

	@Test
	void whatIsChangedAtOneGatewayHoldsAtTheOtherAndAfterAStart(@TempDir Path folder) {
		String url = TestStore.POSTGRESQL.url(folder);
		try (SimulatedProvider provider = SimulatedProvider.start(); RunningGateway first = gateway(url, provider)) {
			try (RunningGateway second = gateway(url, provider)) {
				assertThat(status(second)).isEqualTo(200);
				Budgets budgets = first.bean(Budgets.class);
				budgets.put(budgets.book().version(), NOTHING).block(WAIT);
				assertThat(status(first)).isEqualTo(402);
				await(second, 402);
				Budgets others = second.bean(Budgets.class);
				others.remove(others.book().version(), NOTHING.name()).block(WAIT);
				assertThat(status(second)).isEqualTo(200);
				await(first, 200);
				others.put(others.book().version(), NOTHING).block(WAIT);
			}
			try (RunningGateway third = gateway(url, provider)) {
				assertThat(status(third)).isEqualTo(402);
			}
		}
	}

	private static final BudgetPolicy NOTHING = new BudgetPolicy("nothing", AccountKind.ORGANIZATION, "*", "*",
			new BigDecimal("0.0000001"), BudgetPeriod.LIFETIME, new TreeSet<>(), BudgetPolicy.OnExhaustion.BLOCK,
			List.of(), BudgetMode.ENFORCE, true, List.of());

	private static RunningGateway gateway(String url, SimulatedProvider provider) {
		return RunningGateway
			.start("OPENAI_API_KEY=k", "OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.store.url=" + url)
			.awaitDatabase();
	}

	private static int status(RunningGateway gateway) {
		return gateway.postUntilDecided("/v1/chat/completions", CALL).statusCode();
	}

	private static void await(RunningGateway gateway, int status) {
		long end = System.nanoTime() + WAIT.toNanos();
		while (status(gateway) != status && System.nanoTime() < end) {
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
		}
		assertThat(status(gateway)).isEqualTo(status);
	}

}
