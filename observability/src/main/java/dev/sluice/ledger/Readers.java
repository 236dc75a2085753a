package dev.sluice.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.sluice.admin.AdminRequest;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.call.Permission;
import dev.sluice.store.StoreUnavailableException;

/** What all who read the ledger over HTTP share. */
final class Readers {

	private Readers() {
	}

	/** The tenant that the caller is confined to, or null for an admin. */
	static @Nullable String tenant(AdminRequest request) {
		return request.caller().may(Permission.ADMIN) ? null : request.caller().tenant();
	}

	static GatewayException wrong(String param, String what) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, what).param(param);
	}

	static Throwable unavailable(Throwable error) {
		return (error instanceof StoreUnavailableException)
				? new GatewayException(ErrorKind.OVERLOADED, "The database does not answer. Try again later.")
					.retryAfter(Duration.ofSeconds(5))
					.causedBy(error)
				: error;
	}

	/** To the nano-dollar, without zeros that mean nothing. */
	static BigDecimal dollars(@Nullable BigDecimal sum) {
		BigDecimal exact = ((sum != null) ? sum : BigDecimal.ZERO).setScale(9, RoundingMode.HALF_EVEN)
			.stripTrailingZeros();
		return (exact.scale() < 0) ? exact.setScale(0, RoundingMode.UNNECESSARY) : exact;
	}

}
