package dev.sluice.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.Ordered;

import dev.sluice.ledger.BookingListener.Booking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ListenersTests {

	private static final Map<AllowanceKey, Booking> BOOKED = Map.of(new AllowanceKey("key:a", "lifetime"),
			new Booking(1, 1));

	private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

	private final Listeners listeners = new Listeners(this.beans.getBeanProvider(BookingListener.class));

	private final List<String> told = new ArrayList<>();

	private int made;

	@Test
	void areLookedUpAtTheFirstBookingAndNotAgain() {
		add("late", () -> new Told("late", 2));
		add("early", () -> new Told("early", 1));
		assertThat(this.made).isZero();
		this.listeners.accept(BOOKED);
		this.listeners.accept(BOOKED);
		assertThat(this.told).containsExactly("early", "late", "early", "late");
		assertThat(this.made).isEqualTo(2);
	}

	@Test
	void aFailedLookUpIsTriedAgain() {
		add("one", () -> {
			if (this.made++ == 0) {
				throw new IllegalStateException("not yet");
			}
			return new Told("one", 1);
		});
		assertThatThrownBy(() -> this.listeners.accept(BOOKED)).hasRootCauseMessage("not yet");
		this.listeners.accept(BOOKED);
		assertThat(this.told).containsExactly("one");
	}

	private void add(String name, Supplier<BookingListener> maker) {
		RootBeanDefinition definition = new RootBeanDefinition(BookingListener.class, maker);
		definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
		this.beans.registerBeanDefinition(name, definition);
	}

	private final class Told implements BookingListener, Ordered {

		private final String name;

		private final int order;

		Told(String name, int order) {
			this.name = name;
			this.order = order;
			ListenersTests.this.made++;
		}

		@Override
		public int getOrder() {
			return this.order;
		}

		@Override
		public void booked(Map<AllowanceKey, Booking> bookings) {
			assertThat(bookings).isEqualTo(BOOKED);
			ListenersTests.this.told.add(this.name);
		}

	}

}
