package dev.sluice.auth;

import java.security.SecureRandom;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApiKeysTests {

	private final ApiKeys.NewKey key = ApiKeys.generate(new SecureRandom());

	@Test
	void aNewKeyHasTheFormatAndCanBeRead() {
		assertThat(this.key.key().reveal()).matches("slc_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}");
		assertThat(ApiKeys.parse(this.key.key().reveal())).isEqualTo(this.key.publicId());
	}

	@Test
	void everyChangedCharacterIsNoticed() {
		String text = this.key.key().reveal();
		for (int i = 0; i < text.length(); i++) {
			char other = (text.charAt(i) == 'x') ? 'y' : 'x';
			assertThat(ApiKeys.parse(text.substring(0, i) + other + text.substring(i + 1))).isNull();
		}
		assertThat(ApiKeys.parse(text + "a")).isNull();
		assertThat(ApiKeys.parse("")).isNull();
	}

	@Test
	void aDigestSurvivesConfiguration() {
		KeyDigest digest = this.key.digest();
		assertThat(KeyDigest.parse(digest.text())).isEqualTo(digest).hasSameHashCodeAs(digest);
		assertThat(KeyDigest.parse(digest.text().substring("sha256:".length()))).isEqualTo(digest);
		assertThatIllegalArgumentException().isThrownBy(() -> KeyDigest.parse("sha256:abc"));
		assertThatIllegalArgumentException().isThrownBy(() -> KeyDigest.parse("z".repeat(64)));
	}

}
