package dev.sluice.app;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.simulator.SimulatedProvider;
import dev.sluice.store.TestStore;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of docs/ledger.md, against a running gateway. */
@Timeout(120)
class LedgerQueryTests {

	private static final String LIST = "/admin/api/v1/requests";

	@TempDir
	Path folder;

	@ParameterizedTest
	@EnumSource
	void theLedgerIsAskedWhileTheGatewayRuns(TestStore store) throws Exception {
		String url = store.url(this.folder);
		try (SimulatedProvider provider = SimulatedProvider.start();
				RunningGateway gateway = RunningGateway.start("OPENAI_API_KEY=k",
						"OPENAI_BASE_URL=" + provider.baseUrl() + "/v1", "sluice.store.url=" + url)) {
			gateway.awaitDatabase();
			call(gateway, "gpt-4o");
			call(gateway, "gpt-4o");
			call(gateway, "gpt-4o-mini");
			await(gateway, 3);
			JsonNode row = data(gateway, LIST + "?limit=20").get(2);
			assertThat(row.propertyNames()).contains("id", "timestamp", "workflow_name", "model", "provider",
					"prompt_tokens", "completion_tokens", "total_tokens", "cost_usd", "latency_ms", "success");
			assertThat(row.get("workflow_name").stringValue()).isEqualTo("direct_completion");
			assertThat(row.get("total_tokens").longValue())
				.isEqualTo(row.get("prompt_tokens").longValue() + row.get("completion_tokens").longValue())
				.isPositive();
			assertThat(data(gateway, LIST + "?model=gpt-4o&success=true")).hasSize(2);
			assertThat(data(gateway, LIST + "?model=gpt-4o&success=false")).isEmpty();
			JsonNode costs = data(gateway, LIST + "/costs?by=model");
			assertThat(costs.get(0).get("name").stringValue()).isEqualTo("gpt-4o");
			assertThat(costs.get(0).get("requests").longValue()).isEqualTo(2);
			assertThat(costs.get(0).get("cost_usd").decimalValue()).isPositive();
			if (store == TestStore.POSTGRESQL) {
				assertThat(sql(url, "select model, count(*), sum(cost_usd) from sluice.requests group by model"
						+ " order by model"))
					.startsWith("gpt-4o 2 ");
			}
		}
	}

	private static void call(RunningGateway gateway, String model) {
		assertThat(gateway
			.postUntilDecided("/v1/chat/completions",
					"{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}")
			.statusCode()).isEqualTo(200);
	}

	private static void await(RunningGateway gateway, int rows) {
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (data(gateway, LIST).size() < rows) {
			assertThat(System.nanoTime()).as("the rows must be booked").isLessThan(end);
			LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
		}
	}

	private static JsonNode data(RunningGateway gateway, String path) {
		HttpResponse<String> answer = gateway.get(path);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return JsonMapper.shared().readTree(answer.body()).get("data");
	}

	private static String sql(String url, String query) throws Exception {
		try (Connection connection = DriverManager
			.getConnection("jdbc:" + url.replace("postgres://postgres@", "postgresql://") + "?user=postgres");
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(query)) {
			rows.next();
			return rows.getString(1) + " " + rows.getLong(2) + " " + rows.getBigDecimal(3);
		}
	}

}
