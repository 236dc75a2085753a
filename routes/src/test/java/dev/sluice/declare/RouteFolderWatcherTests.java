package dev.sluice.declare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.cloud.gateway.route.Route;

import static org.assertj.core.api.Assertions.assertThat;

class RouteFolderWatcherTests {

	@TempDir
	Path home;

	@Test
	void noticesAFolderThatIsCreatedLater() {
		RouteContexts.in(this.home).run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			RouteContexts.write(this.home, "own.yaml", DeclaredRoutesTests.route("later", "AiModel=a"));
			awaitFirst(routes, "later");
		});
	}

	@Test
	void followsChangesErrorsAndRemovals() {
		Path file = RouteContexts.write(this.home, "own.yaml", DeclaredRoutesTests.route("first", "AiModel=a"));
		RouteContexts.in(this.home).run((context) -> {
			DeclaredRoutes routes = context.getBean(DeclaredRoutes.class);
			RouteContexts.write(this.home, "own.yaml", DeclaredRoutesTests.route("second", "AiModel=a"));
			awaitFirst(routes, "second");

			RouteContexts.write(this.home, "own.yaml", "routes: nonsense");
			Awaitility.await().until(() -> !routes.lastProblems().isEmpty());
			awaitFirst(routes, "second");

			delete(file);
			awaitFirst(routes, "openai-chat");
			assertThat(routes.lastProblems()).isEmpty();
		});
	}

	@Test
	void endsWithTheContext() {
		RouteContexts.in(this.home).run((context) -> {
			RouteFolderWatcher watcher = context.getBean(RouteFolderWatcher.class);
			assertThat(watcher.isRunning()).isTrue();
			context.getSourceApplicationContext().close();
			assertThat(watcher.isRunning()).isFalse();
			Awaitility.await()
				.until(() -> Thread.getAllStackTraces()
					.keySet()
					.stream()
					.noneMatch((thread) -> thread.getName().equals("sluice-routes")));
		});
	}

	@Test
	void canBeSwitchedOff() {
		RouteContexts.in(this.home)
			.withPropertyValues("sluice.routes.watch=false")
			.run((context) -> assertThat(context).doesNotHaveBean(RouteFolderWatcher.class));
	}

	private static void awaitFirst(DeclaredRoutes routes, String id) {
		Awaitility.await()
			.pollInterval(Duration.ofMillis(10))
			.until(() -> routes.routes().stream().map(Route::getId).findFirst().orElse("").equals(id));
	}

	private static void delete(Path file) throws IOException {
		Files.delete(file);
	}

}
