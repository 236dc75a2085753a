package dev.sluice.store;

import java.util.Map;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PostgresAddressTests {

	@ParameterizedTest
	@ValueSource(strings = { "postgres://al:s3cret@db.example:6432/money?sslmode=require",
			"postgresql://al:s3cret@db.example:6432/money?sslmode=require&channel_binding=require",
			"jdbc:postgresql://db.example:6432/money?user=al&password=s3cret&sslmode=require",
			"r2dbc:postgresql://al:s3cret@db.example:6432/money?sslmode=require" })
	void readsTheUsualSpellings(String text) {
		PostgresAddress address = PostgresAddress.parse(text);
		assertThat(address.host()).isEqualTo("db.example");
		assertThat(address.port()).isEqualTo(6432);
		assertThat(address.database()).isEqualTo("money");
		assertThat(address.user()).isEqualTo("al");
		assertThat(address.password()).isNotNull().satisfies((it) -> assertThat(it.reveal()).isEqualTo("s3cret"));
		assertThat(address.sslMode()).isEqualTo("require");
		assertThat(address).hasToString("postgres://db.example:6432/money");
	}

	@Test
	void readsPasswordsWithSpecialCharacters() {
		assertThat(password("postgres://al:a%40b%2Fc+d@h/db")).isEqualTo("a@b/c+d");
		assertThat(password("postgres://al:p@ss:w/rd?x@h/db")).isEqualTo("p@ss:w/rd?x");
	}

	@Test
	void fillsInWhatIsUsual() {
		PostgresAddress address = PostgresAddress.parse("postgres://al@[::1]").withCredentials("other", "pw");
		assertThat(address).isEqualTo(new PostgresAddress("[::1]", 5432, "al", "al", address.password(), Map.of()));
		assertThat(address.password()).isNotNull().satisfies((it) -> assertThat(it.reveal()).isEqualTo("pw"));
		assertThat(address.sslMode()).isEqualTo("prefer");
	}

	@ParameterizedTest
	@ValueSource(strings = { "mysql://al:s3cret@h/db", "al:s3cret@tcp(h)/db", "postgres://al:s3cret@/db",
			"postgres://al:s3cret@h:99999/db", "postgres://al:s3cret@h1,h2/db", "postgres://al:s3cret%@h/db",
			"postgres://al:s3cret@h/db?sslmode=maybe", "postgres://al:s3cret@h/db?s3cret=1",
			"postgres://al:s3cret@h name/db", "postgres://:s3cret@h" })
	void saysWhatIsWrongWithoutRepeatingTheSecret(String text) {
		Assertions.assertThatIllegalArgumentException()
			.isThrownBy(() -> PostgresAddress.parse(text))
			.withMessageStartingWith("The database's address ")
			.withMessageMatching("(?s)((?!s3cret|tcp).)*")
			.withNoCause();
	}

	private static String password(String text) {
		PostgresAddress address = PostgresAddress.parse(text);
		return (address.password() != null) ? address.password().reveal() : "";
	}

}
