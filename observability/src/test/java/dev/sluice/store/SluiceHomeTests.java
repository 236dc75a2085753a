package dev.sluice.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SluiceHomeTests {

	@TempDir
	Path folder;

	@Test
	void isMadeOnFirstNeedForItsOwnerOnly() throws IOException {
		SluiceHome home = new SluiceHome(this.folder.resolve("a/home"));
		assertThat(home.path()).doesNotExist();
		Path journal = home.directory("journal");
		assertThat(journal).isDirectory().isEqualTo(home.path().resolve("journal"));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path()))).isEqualTo("rwx------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal))).isEqualTo("rwx------");
	}

	@Test
	void saysWhatToDoWhenItCannotBeMade() throws IOException {
		Path file = Files.createFile(this.folder.resolve("file"));
		assertThatIllegalStateException().isThrownBy(new SluiceHome(file)::require)
			.withMessageContaining(file + " is a file")
			.withMessageContaining("Set SLUICE_HOME");
		assertThatIllegalStateException().isThrownBy(new SluiceHome(file.resolve("below"))::require)
			.withMessageContaining("cannot be made");
	}

	@Test
	void namesDoNotLeadOut() {
		assertThatIllegalArgumentException().isThrownBy(() -> new SluiceHome(this.folder).resolve("../other"));
		assertThatIllegalArgumentException().isThrownBy(() -> new SluiceHome(this.folder).resolve("/etc"));
	}

	@Test
	void aNodeKeepsItsIdAcrossStarts() {
		SluiceHome home = new SluiceHome(this.folder.resolve("home"));
		NodeId first = NodeId.of(home);
		assertThat(first.value()).matches("node_[0-9a-z]{16}");
		assertThat(first.lasting()).isTrue();
		assertThat(NodeId.of(home)).isEqualTo(first);
		assertThat(NodeId.of(new SluiceHome(this.folder.resolve("other")))).isNotEqualTo(first);
	}

	@Test
	void processesThatStartTogetherAgreeOnTheId() {
		SluiceHome home = new SluiceHome(this.folder.resolve("home"));
		Set<String> ids = new TreeSet<>();
		ids.addAll(IntStream.range(0, 16).parallel().mapToObj((i) -> NodeId.of(home).value()).toList());
		assertThat(ids).hasSize(1);
		assertThat(home.path().toFile().list()).containsExactly(NodeId.FILE);
	}

	@Test
	void anIdThatCannotBeKeptLastsForOneRun() throws IOException {
		Path file = Files.createFile(this.folder.resolve("file"));
		NodeId id = NodeId.of(new SluiceHome(file.resolve("home")));
		assertThat(id.lasting()).isFalse();
	}

	@Test
	void aDamagedIdRefusesTheStart() throws IOException {
		Files.writeString(this.folder.resolve(NodeId.FILE), "node_../../etc/passwd");
		assertThatThrownBy(() -> NodeId.of(new SluiceHome(this.folder))).isInstanceOf(DamagedNodeIdException.class)
			.hasMessageContaining("Restore it");
	}

	@Test
	void aHomeServesOneProcessOnceSomethingNeedsItAlone() throws Exception {
		SluiceHome home = new SluiceHome(this.folder);
		HomeLock lock = new HomeLock(home);
		try (HomeLock second = new HomeLock(home)) {
			assertThat(lock.held()).isFalse();
			lock.require("the journal");
			lock.require("the database");
			assertThat(lockFromAnotherProcess()).contains("in use by process " + ProcessHandle.current().pid());
			assertThatIllegalStateException().isThrownBy(() -> second.require("a second gateway"))
				.withMessageContaining("a second gateway needs it alone");
			assertThat(lockFromAnotherProcess()).contains("in use by process");
			lock.close();
			assertThat(lockFromAnotherProcess()).contains("taken");
			second.require("a second gateway");
			assertThat(second.held()).isTrue();
		}
	}

	@Test
	void theHomeIsConfigurable() {
		Path home = this.folder.resolve("configured");
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(StoreAutoConfiguration.class))
			.withPropertyValues("sluice.home=" + home, "sluice.records.log=true")
			.run((context) -> {
				assertThat(context.getBean(SluiceHome.class).path()).isEqualTo(home);
				NodeInfo node = context.getBean(NodeInfo.class);
				assertThat(node.version()).matches("\\d+\\.\\d+\\.\\d+.*");
				assertThat(home.resolve(NodeId.FILE)).hasContent(node.id().value());
			});
	}

	private String lockFromAnotherProcess() throws Exception {
		String java = ProcessHandle.current().info().command().orElseThrow();
		Process process = new ProcessBuilder(List.of(java, "-cp", System.getProperty("java.class.path"),
				LockProbe.class.getName(), this.folder.toString()))
			.redirectErrorStream(true)
			.start();
		return new String(process.getInputStream().readAllBytes());
	}

	static final class LockProbe {

		private LockProbe() {
		}

		public static void main(String[] args) throws IOException {
			try (HomeLock lock = new HomeLock(new SluiceHome(Path.of(args[0])))) {
				lock.require("the probe");
				System.out.println("taken");
			}
			catch (IllegalStateException ex) {
				System.out.println(ex.getMessage());
			}
		}

	}

}
