package dev.sluice.record;

import java.time.Clock;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.sluice.store.NodeSettings;

/** Records of calls, their sinks, and the events of this node. */
@AutoConfiguration
@EnableConfigurationProperties(RecordProperties.class)
public final class RecordAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	CallRecords callRecords(ObjectProvider<CallRecordSink> sinks) {
		return new CallRecords(sinks.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	EventPublisher eventPublisher(RecordProperties properties) {
		return new EventPublisher(properties.events().buffer(), properties.events().watchers());
	}

	@Bean
	EventLifecycle eventLifecycle(EventPublisher events) {
		return new EventLifecycle(events);
	}

	@Bean
	LiveCalls liveCalls(EventPublisher events) {
		return new LiveCalls(events, Clock.systemUTC());
	}

	@Bean
	@ConditionalOnMissingBean
	RecentRecords recentRecords(RecordProperties properties) {
		return new RecentRecords(properties.recent(), System.currentTimeMillis());
	}

	@Bean
	NodeSettings recordSettings(RecordProperties properties) {
		return () -> Map.of("sluice.records.log", properties.log(), "sluice.records.recent", properties.recent(),
				"sluice.records.events.buffer", properties.events().buffer(), "sluice.records.events.watchers",
				properties.events().watchers());
	}

	@Bean
	@ConditionalOnBooleanProperty("sluice.records.log")
	CallLog callLog() {
		return new CallLog();
	}

}
