package dev.sluice.ledger;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.function.SingletonSupplier;

import dev.sluice.ledger.BookingListener.Booking;

/**
 * All who are told of bookings. They are looked up when there is first something to tell:
 * who listens may need what the flusher makes.
 */
final class Listeners implements Consumer<Map<AllowanceKey, Booking>> {

	private final SingletonSupplier<List<BookingListener>> all;

	Listeners(ObjectProvider<BookingListener> found) {
		this.all = SingletonSupplier.of(() -> found.orderedStream().toList());
	}

	@Override
	public void accept(Map<AllowanceKey, Booking> bookings) {
		this.all.obtain().forEach((listener) -> listener.booked(bookings));
	}

}
