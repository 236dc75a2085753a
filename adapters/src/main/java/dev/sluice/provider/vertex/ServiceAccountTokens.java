package dev.sluice.provider.vertex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.sluice.call.Secret;

/**
 * The tokens of one Google service account: JSON web tokens that the account signs
 * itself, which Google's APIs take in the place of access tokens. Nothing is fetched.
 */
final class ServiceAccountTokens {

	private static final String AUDIENCE = "https://aiplatform.googleapis.com/";

	private static final Duration LIFE = Duration.ofHours(1);

	private static final Duration EARLY = Duration.ofMinutes(5);

	private final String email;

	private final String keyId;

	private final PrivateKey key;

	private final Clock clock;

	private volatile @Nullable Token token;

	private ServiceAccountTokens(String email, String keyId, PrivateKey key, Clock clock) {
		this.email = email;
		this.keyId = keyId;
		this.key = key;
		this.clock = clock;
	}

	/**
	 * Reads the account's key file and signs the first token.
	 * @param file the JSON file that Google Cloud hands out
	 * @param clock tells when tokens are due
	 * @throws IllegalStateException when it is none, without repeating its content
	 */
	static ServiceAccountTokens read(String file, Clock clock) {
		try {
			JsonNode account = JsonMapper.shared().readTree(Files.readAllBytes(Path.of(file)));
			String pem = account.path("private_key").asString("");
			byte[] der = Base64.getMimeDecoder()
				.decode(pem.replace("-----BEGIN PRIVATE KEY-----", "").replace("-----END PRIVATE KEY-----", ""));
			PrivateKey key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
			ServiceAccountTokens tokens = new ServiceAccountTokens(account.path("client_email").asString(""),
					account.path("private_key_id").asString(""), key, clock);
			tokens.current();
			return tokens;
		}
		catch (IOException ex) {
			throw new IllegalStateException("The service account's file " + file + " cannot be read.");
		}
		catch (JacksonException | GeneralSecurityException | IllegalArgumentException ex) {
			throw new IllegalStateException(
					"The file " + file + " is no key of a service account. Download one as JSON, or create a new key.");
		}
	}

	/** A token that is valid for some minutes at least. Signed anew once an hour. */
	Secret current() {
		Instant now = this.clock.instant();
		Token known = this.token;
		if (known == null || !now.isBefore(known.renewal())) {
			known = new Token(Secret.of(signed(now)), now.plus(LIFE).minus(EARLY));
			this.token = known;
		}
		return known.secret();
	}

	private String signed(Instant now) {
		Map<String, Object> claims = new LinkedHashMap<>();
		claims.put("iss", this.email);
		claims.put("sub", this.email);
		claims.put("aud", AUDIENCE);
		claims.put("iat", now.getEpochSecond());
		claims.put("exp", now.plus(LIFE).getEpochSecond());
		String text = part(Map.of("alg", "RS256", "typ", "JWT", "kid", this.keyId)) + "." + part(claims);
		try {
			Signature signature = Signature.getInstance("SHA256withRSA");
			signature.initSign(this.key);
			signature.update(text.getBytes(StandardCharsets.US_ASCII));
			return text + "." + base64(signature.sign());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("The service account's key cannot sign.", ex);
		}
	}

	private static String part(Map<String, Object> json) {
		return base64(JsonMapper.shared().writeValueAsBytes(json));
	}

	private static String base64(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	private record Token(Secret secret, Instant renewal) {
	}

}
