package dev.sluice.auth;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

import dev.sluice.call.CallerResolver;
import dev.sluice.call.Secret;

/** Keys, and the callers behind them. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@EnableConfigurationProperties(AuthProperties.class)
final class AuthAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	KeyStore sluiceKeyStore(AuthProperties properties) {
		return new InMemoryKeyStore(properties.keys().stream().map(AuthProperties.DeclaredKey::stored).toList());
	}

	@Bean
	@ConditionalOnMissingBean
	FirstKey sluiceFirstKey(AuthProperties properties, Environment environment) {
		return new FirstKey((configuredAdminKey(properties, environment) != null) ? Optional.empty()
				: Optional.of(ApiKeys.generate(new SecureRandom()).key()));
	}

	@Bean
	@ConditionalOnMissingBean
	FirstKeyNotice sluiceFirstKeyNotice(FirstKey firstKey, KeyStore keys, AuthProperties properties,
			Environment environment) {
		boolean needed = mode(properties, environment) == AuthProperties.Mode.KEYS
				&& keys instanceof InMemoryKeyStore memory && memory.isEmpty();
		return new FirstKeyNotice(firstKey, needed && properties.logFirstKey());
	}

	@Bean
	@ConditionalOnMissingBean
	AdminKey sluiceAdminKey(AuthProperties properties, Environment environment, FirstKey firstKey) {
		String configured = configuredAdminKey(properties, environment);
		if (configured == null) {
			return new AdminKey(firstKey.key().map(Secret::reveal).orElseThrow());
		}
		Binding.of(environment).checkAdminKey(configured);
		return new AdminKey(configured);
	}

	@Bean
	@ConditionalOnMissingBean
	CallerResolver sluiceCallerResolver(KeyStore keys, AdminKey adminKey, ObjectProvider<Clock> clock,
			AuthProperties properties, Environment environment) {
		OpenMode open = null;
		if (mode(properties, environment) == AuthProperties.Mode.OPEN) {
			Binding.of(environment).checkOpenMode();
			open = new OpenMode(originsVetted(environment));
		}
		return new KeyCallerResolver(keys, adminKey, clock.getIfUnique(Clock::systemUTC), open);
	}

	private static boolean originsVetted(Environment environment) {
		return Binder.get(environment)
			.bind("sluice.http.cors.allowed-origins", Bindable.listOf(String.class))
			.map((origins) -> !origins.isEmpty())
			.orElse(false);
	}

	@Bean
	@ConditionalOnMissingBean
	PermissionCheck sluicePermissionCheck() {
		return new PermissionCheck();
	}

	@Bean
	@ConditionalOnMissingBean
	AiAuthGatewayFilterFactory sluiceAiAuthGatewayFilterFactory() {
		return new AiAuthGatewayFilterFactory();
	}

	private static AuthProperties.Mode mode(AuthProperties properties, Environment environment) {
		String variable = environment.getProperty("SLUICE_AUTH");
		if (!StringUtils.hasText(variable)) {
			return properties.mode();
		}
		return switch (variable.strip().toLowerCase(Locale.ROOT)) {
			case "open" -> AuthProperties.Mode.OPEN;
			case "keys" -> AuthProperties.Mode.KEYS;
			default -> throw new IllegalArgumentException("SLUICE_AUTH must be 'open' or 'keys'");
		};
	}

	private static @Nullable String configuredAdminKey(AuthProperties properties, Environment environment) {
		String variable = environment.getProperty("SLUICE_ADMIN_KEY");
		return StringUtils.hasText(variable) ? variable.strip() : properties.adminKey();
	}

}
