package dev.sluice.ledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import dev.sluice.ledger.AllowanceStore.Balance;
import dev.sluice.ledger.AllowanceStore.Share;
import dev.sluice.ledger.BookingListener.Booking;
import dev.sluice.store.SluiceDatabase;

/** A node with database, journal and ledger, and nothing else. */
final class LedgerNode implements AutoCloseable {

	static final Duration WAIT = Duration.ofSeconds(30);

	private final ConfigurableApplicationContext context;

	private LedgerNode(ConfigurableApplicationContext context) {
		this.context = context;
	}

	static LedgerNode start(Path home, String url) {
		return new LedgerNode(new SpringApplicationBuilder(Parts.class).web(WebApplicationType.NONE)
			.run("--sluice.home=" + home, "--sluice.store.enabled=true", "--sluice.store.url=" + url,
					"--sluice.journal.segment-size=256KB", "--spring.main.banner-mode=off"));
	}

	AttemptJournal journal() {
		return this.context.getBean(AttemptJournal.class);
	}

	AllowanceStore allowances() {
		return this.context.getBean(AllowanceStore.class);
	}

	SluiceDatabase database() {
		return this.context.getBean(SluiceDatabase.class);
	}

	LedgerFlusher flusher() {
		return this.context.getBean(LedgerFlusher.class);
	}

	RefusedAttempts refused() {
		return this.context.getBean(RefusedAttempts.class);
	}

	Map<AllowanceKey, Booking> told() {
		return this.context.getBean(Told.class).bookings;
	}

	boolean lease(AllowanceKey key, long nanos, long limit) {
		return Objects.requireNonNull(allowances().lease(List.of(new Share(key, nanos, limit))).block(WAIT)).granted();
	}

	@Nullable Balance balance(AllowanceKey key) {
		return Objects.requireNonNull(allowances().balances(List.of(key)).block(WAIT))
			.stream()
			.findFirst()
			.orElse(null);
	}

	long count(String where) {
		return query("select count(*) from attempt_ledger where " + where, (row) -> row.get(0, Long.class)).get(0);
	}

	<T> List<T> query(String sql, Function<Readable, T> row) {
		return new ArrayList<>(
				Objects.requireNonNull(database().read((session) -> session.query(sql, row)).block(WAIT)));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	static class Parts {

		@Bean
		Told told() {
			return new Told();
		}

	}

	static final class Told implements BookingListener {

		private final Map<AllowanceKey, Booking> bookings = new ConcurrentHashMap<>();

		@Override
		public void booked(Map<AllowanceKey, Booking> more) {
			more.forEach((key, booking) -> this.bookings.merge(key, booking, Booking::plus));
		}

	}

}
