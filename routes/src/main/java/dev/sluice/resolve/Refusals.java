package dev.sluice.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.sluice.call.Dialect;
import dev.sluice.call.DialectFamily;
import dev.sluice.call.ErrorKind;
import dev.sluice.call.GatewayException;
import dev.sluice.catalog.Catalogue;
import dev.sluice.catalog.Model;
import dev.sluice.catalog.NearestNames;
import dev.sluice.catalog.Provider;
import dev.sluice.catalog.ProviderName;

/** The texts with which resolution refuses: what is wrong, what decided, what to do. */
final class Refusals {

	private static final int LONGEST_ECHO = 100;

	private final Catalogue catalogue;

	Refusals(Catalogue catalogue) {
		this.catalogue = catalogue;
	}

	GatewayException noModel(Dialect dialect) {
		String place = (dialect.family() == DialectFamily.GEMINI)
				? "Name it in the path, as in /v1beta/models/gemini-2.5-flash:generateContent."
				: "Set the field 'model', for example to one that GET /v1/models lists.";
		return new GatewayException(ErrorKind.INVALID_REQUEST, "The request names no model. " + place).param("model");
	}

	GatewayException unusableModel(String why) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, "The field 'model' " + why).param("model");
	}

	GatewayException badPin(String provider) {
		return new GatewayException(ErrorKind.INVALID_REQUEST,
				"The provider named by the call " + ProviderName.RULE + " It is " + quoted(provider) + ".")
			.param("provider");
	}

	GatewayException unknownPin(String provider) {
		return new GatewayException(ErrorKind.MODEL_NOT_FOUND,
				"The call names provider " + quoted(provider) + ", which does not exist. " + nearestProviders(provider))
			.param("provider");
	}

	GatewayException unknownPrefix(String model) {
		String prefix = model.substring(0, model.indexOf('/'));
		return notFound("Model " + quoted(model) + " names provider " + quoted(prefix) + ", which does not exist. "
				+ nearestProviders(prefix));
	}

	GatewayException noRule(CompiledTables tables, String model) {
		List<String> names = new ArrayList<>(tables.aliasNames());
		for (Provider provider : this.catalogue.providers()) {
			if (provider.configured()) {
				provider.models().stream().map(Model::id).forEach(names::add);
			}
		}
		return notFound("No rule serves model " + quoted(model) + ". " + nearest(NearestNames.of(model, names)));
	}

	GatewayException unknownInRoute(String kind, String name, Collection<String> known) {
		return notFound("The route leads to " + kind + " " + quoted(name) + ", which does not exist. "
				+ nearest(NearestNames.of(name, known)));
	}

	GatewayException otherTier(String provider, String tier) {
		return new GatewayException(ErrorKind.INVALID_REQUEST, "The call names provider " + provider
				+ ", which is not of tier '" + tier + "', the only one that this route leads to.");
	}

	GatewayException emptyTier(String tier) {
		return notFound("No provider is of tier " + quoted(tier)
				+ ", the only one that this route leads to. Give a provider that tier.");
	}

	GatewayException unknownProvider(Selection selection, @Nullable String model, String provider) {
		return notFound(leadsTo(selection, model) + " provider " + quoted(provider)
				+ ", which does not exist or is disabled. " + nearestProviders(provider));
	}

	GatewayException noCredential(Selection selection, @Nullable String model, Provider provider) {
		if (provider.keyless()) {
			String name = provider.name().toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
			return notFound(leadsTo(selection, model) + " provider " + provider.name() + ", which is off. Set " + name
					+ "_BASE_URL, or sluice.providers." + provider.name() + ".enabled=true for its usual address.");
		}
		String variable = provider.keyEnv();
		return notFound(leadsTo(selection, model) + " provider " + provider.name() + ", which has no credential. Set "
				+ ((variable != null) ? variable : "sluice.providers." + provider.name() + ".api-key") + ".");
	}

	GatewayException disabledModel(Selection selection, @Nullable String model, Provider provider) {
		return notFound(leadsTo(selection, model) + " provider " + provider.name()
				+ ", where this model is disabled. GET /v1/models lists those that may be used.");
	}

	GatewayException otherDialect(Selection selection, @Nullable String model, Provider provider, Dialect dialect) {
		String spoken = provider.dialects().stream().map(Dialect::id).sorted().collect(Collectors.joining(", "));
		return new GatewayException(ErrorKind.INVALID_REQUEST, leadsTo(selection, model) + " provider "
				+ provider.name() + ", which does not speak " + dialect.id() + ". It speaks " + spoken + ".");
	}

	private static String leadsTo(Selection selection, @Nullable String model) {
		return switch (selection.source()) {
			case PIN -> "The call names";
			case PREFIX -> "Model " + quoted(String.valueOf(model)) + " names";
			case ALIAS -> "Alias '" + selection.name() + "' leads to";
			case RULE -> "Model " + quoted(String.valueOf(model)) + " matches rule '" + selection.name() + "' for";
			case ROUTE -> "The route to " + selection.name() + " leads to";
		};
	}

	private String nearestProviders(String name) {
		return nearest(this.catalogue.nearest(name));
	}

	private static String nearest(List<String> names) {
		return names.isEmpty() ? "There is none at all." : "The nearest names are: " + String.join(", ", names) + ".";
	}

	private static GatewayException notFound(String text) {
		return new GatewayException(ErrorKind.MODEL_NOT_FOUND, text).param("model");
	}

	private static String quoted(String text) {
		return "'" + ((text.length() > LONGEST_ECHO) ? text.substring(0, LONGEST_ECHO) + "…" : text) + "'";
	}

}
