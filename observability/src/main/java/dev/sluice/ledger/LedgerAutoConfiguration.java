package dev.sluice.ledger;

import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.sluice.admin.AdminEndpoint;
import dev.sluice.admin.AdminReply;
import dev.sluice.call.Permission;
import dev.sluice.store.DatabaseAutoConfiguration;
import dev.sluice.store.NodeInfo;
import dev.sluice.store.NodeSettings;
import dev.sluice.store.SluiceDatabase;
import dev.sluice.store.SluiceHome;

/** The ledger and the allowances, wherever there is a database. */
@AutoConfiguration(after = DatabaseAutoConfiguration.class,
		afterName = "dev.sluice.ledger.journal.JournalAutoConfiguration")
@ConditionalOnBean({ SluiceDatabase.class, JournalReader.class })
@EnableConfigurationProperties(LedgerProperties.class)
public final class LedgerAutoConfiguration {

	@Bean
	PotTable sluicePotTable(NodeInfo node) {
		return new PotTable(node.id().value());
	}

	@Bean
	RefusedAttempts sluiceRefusedAttempts(SluiceHome home) {
		return new RefusedAttempts(() -> home.directory("refused"));
	}

	@Bean(destroyMethod = "close")
	LedgerFlusher sluiceLedgerFlusher(SluiceDatabase database, PotTable pots, JournalReader reader,
			RefusedAttempts refused, ObjectProvider<BookingListener> listeners) {
		return new LedgerFlusher(database, pots, reader, refused, new Listeners(listeners), System::nanoTime).start();
	}

	@Bean
	@ConditionalOnMissingBean
	AllowanceStore sluiceAllowanceStore(SluiceDatabase database, PotTable pots, LedgerFlusher flusher) {
		return new SqlAllowanceStore(database, pots, flusher.replayed());
	}

	@Bean(destroyMethod = "close")
	Housekeeping sluiceLedgerHousekeeping(SluiceDatabase database, LedgerProperties properties) {
		return new Housekeeping(new Retention(database), new LostNodes(database), properties);
	}

	@Bean
	AdminEndpoint sluiceRequestsEndpoint(SluiceDatabase database) {
		return AdminEndpoint.get("/requests", Permission.READ, new RequestsEndpoint(database));
	}

	@Bean
	AdminEndpoint sluiceCostsEndpoint(SluiceDatabase database) {
		return AdminEndpoint.get("/requests/costs", Permission.READ, new CostsEndpoint(database));
	}

	@Bean
	AdminEndpoint sluiceRefusedImportEndpoint(SluiceDatabase database, PotTable pots, RefusedAttempts refused) {
		RefusedImport again = new RefusedImport(database, new LedgerTable(pots.node()), refused);
		return AdminEndpoint.post("/requests/refused/import",
				(request) -> again.run().onErrorMap(Readers::unavailable).map(AdminReply::ok));
	}

	@Bean
	AdminEndpoint sluiceWriteOffEndpoint(SluiceDatabase database, PotTable pots) {
		return AdminEndpoint.post("/nodes/{node}/write-off",
				new WriteOffEndpoint(database, new LostNodes(database), pots.node()));
	}

	@Bean
	NodeSettings sluiceLedgerSettings(LedgerProperties properties) {
		return () -> Map.of("sluice.ledger.keep", properties.keep().toString(), "sluice.ledger.lost-after",
				properties.lostAfter().toString());
	}

	/** Metrics, where the application keeps any. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(name = "io.micrometer.core.instrument.binder.MeterBinder")
	static class Metered {

		@Bean
		LedgerMetrics sluiceLedgerMetrics(LedgerFlusher flusher, RefusedAttempts refused, JournalReader journal) {
			return new LedgerMetrics(flusher, refused, journal);
		}

	}

}
