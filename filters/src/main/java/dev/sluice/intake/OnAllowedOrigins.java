package dev.sluice.intake;

import java.util.List;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches when an origin is allowed, so that no filter is there otherwise. */
final class OnAllowedOrigins implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return !Binder.get(context.getEnvironment())
			.bind("sluice.http.cors.allowed-origins", Bindable.listOf(String.class))
			.orElse(List.of())
			.isEmpty();
	}

}
