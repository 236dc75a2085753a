package dev.sluice.ledger.journal;

import java.io.IOException;
import java.time.Clock;

import dev.sluice.ledger.AttemptJournal;
import dev.sluice.ledger.JournalReader;
import dev.sluice.store.HomeLock;
import dev.sluice.store.SluiceHome;
import dev.sluice.store.StoreAutoConfiguration;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * The journal in SLUICE_HOME/journal. Opened, and the home locked, once something uses
 * it.
 */
@AutoConfiguration(after = StoreAutoConfiguration.class)
@EnableConfigurationProperties(JournalProperties.class)
final class JournalAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean(AttemptJournal.class)
	MappedJournal sluiceAttemptJournal(SluiceHome home, HomeLock lock, JournalProperties settings) throws IOException {
		lock.require("the usage journal");
		JournalFolder folder = new JournalFolder(home.directory("journal"), settings.segmentBytes(),
				JournalFolder.Disk.REAL);
		return MappedJournal.open(folder, settings, Clock.systemUTC());
	}

	@Bean
	@Lazy
	@ConditionalOnBean(MappedJournal.class)
	@ConditionalOnMissingBean
	JournalReader sluiceJournalReader(MappedJournal journal) {
		return journal.reader();
	}

}
