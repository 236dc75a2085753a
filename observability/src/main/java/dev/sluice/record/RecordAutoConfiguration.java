package dev.sluice.record;

import java.time.Clock;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.admin.AdminEndpoint;
import dev.sluice.call.Permission;
import dev.sluice.store.NodeSettings;

/** Records of calls, their sinks, and the events of this node. */
@AutoConfiguration
@EnableConfigurationProperties(RecordProperties.class)
public final class RecordAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CallRecords sluiceCallRecords(ObjectProvider<CallRecordSink> sinks) {
		return new CallRecords(sinks.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	EventPublisher sluiceEventPublisher(RecordProperties properties) {
		return new EventPublisher(properties.events().buffer(), properties.events().watchers());
	}

	@Bean
	EventLifecycle sluiceEventLifecycle(EventPublisher events) {
		return new EventLifecycle(events);
	}

	@Bean
	LiveCalls sluiceLiveCalls(EventPublisher events) {
		return new LiveCalls(events, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	RecentRecords sluiceRecentRecords(RecordProperties properties) {
		return new RecentRecords(properties.recent(), System.currentTimeMillis());
	}

	@Bean
	AdminEndpoint sluiceRecordsEndpoint(RecentRecords recent) {
		return AdminEndpoint.get("/records", Permission.READ, new RecordsEndpoint(recent));
	}

	@Bean
	AdminEndpoint sluiceEventsEndpoint(EventPublisher events) {
		return AdminEndpoint.get("/events", Permission.ADMIN, new EventsEndpoint(events));
	}

	@Bean
	NodeSettings sluiceRecordSettings(RecordProperties properties) {
		return () -> Map.of("sluice.records.log", properties.log(), "sluice.records.recent", properties.recent(),
				"sluice.records.events.buffer", properties.events().buffer(), "sluice.records.events.watchers",
				properties.events().watchers());
	}

	@Bean
	@ConditionalOnBooleanProperty("sluice.records.log")
	CallLog sluiceCallLog() {
		return new CallLog();
	}

}
