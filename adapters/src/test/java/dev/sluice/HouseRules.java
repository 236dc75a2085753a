package dev.sluice;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rules that every module keeps. A module's test imports its own main classes and
 * checks {@link #ALL}; rules about packages that it does not have pass.
 */
public final class HouseRules {

	private static final String[] ADAPTERS = packages("call", "wire", "chat", "provider", "catalog", "upstream",
			"simulator");

	private static final String[] OBSERVABILITY = packages("record", "price", "ledger", "stats", "audit", "otel",
			"store", "admin");

	private static final String[] PREDICATES = packages("predicate");

	private static final String[] FILTERS = packages("stage", "intake", "auth", "limit", "budget", "cache", "guard");

	private static final String[] ROUTES = packages("resolve", "strategy", "dispatch", "declare", "explain", "ask",
			"parallel", "workflow", "mcp");

	private static final String[] APP = packages("app");

	/** Adapters can be used without a gateway. */
	public static final ArchRule ADAPTERS_DO_NOT_KNOW_THE_GATEWAY = noClasses().that()
		.resideInAnyPackage(ADAPTERS)
		.should()
		.dependOnClassesThat()
		.resideInAPackage("org.springframework.cloud.gateway..")
		.because("adapters must be usable and testable without a gateway; put the class into filters or routes")
		.allowEmptyShould(true);

	/** Jackson 3 only. */
	public static final ArchRule NO_JACKSON_2 = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
		.because("this house uses Jackson 3; import tools.jackson instead")
		.allowEmptyShould(true);

	/** Nothing waits for a publisher. */
	public static final ArchRule NO_BLOCKING_ON_PUBLISHERS = noClasses().should()
		.callCodeUnitWhere(reactorCall("block", "blockOptional", "blockFirst", "blockLast", "toIterable", "toStream"))
		.because("an event loop that waits stops every call on it; compose the publishers instead")
		.allowEmptyShould(true);

	/** Nothing sleeps. */
	public static final ArchRule NO_SLEEPING = noClasses().should()
		.callMethod(Thread.class, "sleep", long.class)
		.orShould()
		.callMethod(Thread.class, "sleep", long.class, int.class)
		.because("a sleeping thread serves nobody; use Mono.delay or a scheduler")
		.allowEmptyShould(true);

	/** Nothing prints. */
	public static final ArchRule NO_PRINTING = noClasses().should()
		.accessFieldWhere(standardStream())
		.because("output belongs into the log; use SLF4J")
		.allowEmptyShould(true);

	/** Bean methods are the container's business. */
	public static final ArchRule NO_PUBLIC_BEAN_METHODS = methods().that()
		.areAnnotatedWith("org.springframework.context.annotation.Bean")
		.should()
		.notBePublic()
		.because("a public bean method becomes API; make it package-private")
		.allowEmptyShould(true);

	/** Beans of the jars bear names that no host application uses. */
	public static final ArchRule BEANS_BEAR_OUR_NAME = methods().that()
		.areAnnotatedWith("org.springframework.context.annotation.Bean")
		.and()
		.areDeclaredInClassesThat()
		.areAnnotatedWith("org.springframework.boot.autoconfigure.AutoConfiguration")
		.should()
		.haveNameStartingWith("sluice")
		.because("a host's bean of the same name would stop its start; begin the name with 'sluice'")
		.allowEmptyShould(true);

	/** Packages form no cycles. */
	public static final ArchRule NO_PACKAGE_CYCLES = slices().matching("dev.sluice.(**)")
		.should()
		.beFreeOfCycles()
		.because("a cycle of packages is one package; move what both need into the lower one")
		.allowEmptyShould(true);

	/** Modules use each other in one direction. */
	public static final List<ArchRule> MODULE_DIRECTION = List.of(
			direction("adapters", ADAPTERS, join(OBSERVABILITY, PREDICATES, FILTERS, ROUTES, APP)),
			direction("observability", OBSERVABILITY, join(PREDICATES, FILTERS, ROUTES, APP)),
			direction("predicates", PREDICATES, join(OBSERVABILITY, FILTERS, ROUTES, APP)),
			direction("filters", FILTERS, join(PREDICATES, ROUTES, APP)), direction("routes", ROUTES, APP));

	/** All of them. */
	public static final List<ArchRule> ALL = all();

	private HouseRules() {
	}

	/**
	 * The main classes of the module under test: those in {@code dev.sluice} on the class
	 * path, without tests.
	 * @return the classes
	 */
	public static JavaClasses mainClasses() {
		return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
			.withImportOption((location) -> !location.contains("-tests.jar"))
			.importPackages("dev.sluice");
	}

	private static List<ArchRule> all() {
		List<ArchRule> rules = new java.util.ArrayList<>(
				List.of(ADAPTERS_DO_NOT_KNOW_THE_GATEWAY, NO_JACKSON_2, NO_BLOCKING_ON_PUBLISHERS, NO_SLEEPING,
						NO_PRINTING, NO_PACKAGE_CYCLES, NO_PUBLIC_BEAN_METHODS, BEANS_BEAR_OUR_NAME));
		rules.addAll(MODULE_DIRECTION);
		return List.copyOf(rules);
	}

	private static ArchRule direction(String module, String[] packages, String[] above) {
		return noClasses().that()
			.resideInAnyPackage(packages)
			.should()
			.dependOnClassesThat(resideInAnyPackage(above))
			.because(module + " is used by the modules above it and must not know them;"
					+ " declare an interface below and implement it above")
			.allowEmptyShould(true);
	}

	private static DescribedPredicate<JavaCall<?>> reactorCall(String... names) {
		return DescribedPredicate.describe("waits for a publisher",
				(call) -> List.of(names).contains(call.getName()) && ofReactor(call.getTargetOwner()));
	}

	private static boolean ofReactor(JavaClass owner) {
		return owner.getPackageName().startsWith("reactor.core.publisher");
	}

	private static DescribedPredicate<JavaAccess<?>> standardStream() {
		return DescribedPredicate.describe("prints", (access) -> access.getTargetOwner().isEquivalentTo(System.class)
				&& (access.getName().equals("out") || access.getName().equals("err")));
	}

	private static String[] packages(String... names) {
		return java.util.Arrays.stream(names).map((name) -> "dev.sluice." + name + "..").toArray(String[]::new);
	}

	private static String[] join(String[]... packages) {
		return java.util.Arrays.stream(packages).flatMap(java.util.Arrays::stream).toArray(String[]::new);
	}

}
