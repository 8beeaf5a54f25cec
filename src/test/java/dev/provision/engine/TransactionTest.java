package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Step;
import dev.provision.plan.Step.Content;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The transaction's program on this machine, with its state in a temporary folder. */
class TransactionTest {
  private static final Fragment FILE = new Fragment("resource/file");

  @TempDir Path folder;
  private Path state;
  private Path target;
  private String owner;
  private String group;

  @BeforeEach
  void setUp() throws Exception {
    state = folder.resolve("state");
    target = folder.resolve("target");
    Files.createDirectory(target);
    owner = Files.getOwner(target).getName();
    group =
        Files.readAttributes(target, java.nio.file.attribute.PosixFileAttributes.class)
            .group()
            .getName();
  }

  @Test
  void filesArriveWithContentAndMode() throws Exception {
    List<Step> steps =
        List.of(put("a", "0640", "first\n"), put("new/deep/b", "0755", "žluť'$(x)\n"));
    assertThat(run(steps).failure()).isEmpty();
    assertThat(target.resolve("a")).hasContent("first\n");
    assertThat(mode("a")).isEqualTo("rw-r-----");
    assertThat(target.resolve("new/deep/b")).hasContent("žluť'$(x)\n");
    assertThat(mode("new/deep/b")).isEqualTo("rwxr-xr-x");
    assertThat(run(Transaction.commit()).failure()).isEmpty();
    assertThat(state)
        .isDirectoryNotContaining(path -> path.getFileName().toString().equals("kept"));
  }

  @Test
  void failingStepTakesEverythingBack() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Files.setPosixFilePermissions(
        target.resolve("a"), PosixFilePermissions.fromString("rw-r--r-x"));
    Files.createSymbolicLink(target.resolve("link"), Path.of("elsewhere"));
    Transaction.Result result =
        run(
            List.of(
                put("a", "0600", "after\n"),
                put("link", "0600", "after\n"),
                put("new/b", "0600", "after\n"),
                step("no_such_function")));
    assertThat(result.failure()).get().asString().contains("no_such_function");
    assertThat(result.broken()).isEmpty();
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(mode("a")).isEqualTo("rw-r--r-x");
    assertThat(Files.readSymbolicLink(target.resolve("link"))).hasToString("elsewhere");
    assertThat(target.resolve("new")).doesNotExist();
    assertThat(target).isDirectoryNotContaining("glob:**/.provision*");
  }

  @Test
  void rollBackAfterSuccessTakesEverythingBack() {
    assertThat(run(List.of(put("a", "0600", "x\n"))).failure()).isEmpty();
    assertThat(target.resolve("a")).exists();
    assertThat(run(Transaction.rollBack()).broken()).isEmpty();
    assertThat(target.resolve("a")).doesNotExist();
  }

  @Test
  void applyThatDiedIsUndoneByTheNext() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Script script =
        Transaction.script(List.of(put("a", "0600", "after\n"), sleep(), put("b", "0600", "b\n")));
    Process process = start(script);
    try {
      waitUntil(() -> Files.readString(target.resolve("a")).equals("after\n"));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    assertThat(run(List.of(put("c", "0600", "c\n"))).failure()).isEmpty();
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(target.resolve("b")).doesNotExist();
    assertThat(target.resolve("c")).hasContent("c\n");
  }

  @Test
  void secondApplyAtTheSameTimeIsTurnedAway() throws Exception {
    Process process = start(Transaction.script(List.of(put("a", "0600", "a\n"), sleep())));
    try {
      waitUntil(() -> Files.exists(target.resolve("a")));
      assertThatThrownBy(() -> run(List.of(put("b", "0600", "b\n"))))
          .isInstanceOf(BusyException.class)
          .hasMessageContaining("process ")
          .hasMessageContaining("since 2");
      assertThat(target.resolve("b")).doesNotExist();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void goingBackThatFailsIsSaid() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    assertThat(run(List.of(put("a", "0600", "after\n"))).failure()).isEmpty();
    Files.delete(state.resolve("kept/1"));
    Transaction.Result result = run(Transaction.rollBack());
    assertThat(result.broken()).get().asString().contains("restore_path 1 " + target.resolve("a"));
  }

  @Test
  void linkOfSomebodyElseIsNotFollowed() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(target.resolve("config"), real);
    new ProcessBuilder("chown", "-h", "nobody", link.toString()).inheritIO().start().waitFor();
    Transaction.Result result = run(List.of(put("config/storage.conf", "0600", "x\n")));
    assertThat(result.failure()).get().asString().contains("is a link that is not root's");
    assertThat(real).isEmptyDirectory();
  }

  @Test
  void inputThatBreaksOffChangesNothing() throws Exception {
    Script whole = Transaction.script(List.of(put("a", "0600", "a\n")));
    byte[] half = java.util.Arrays.copyOf(whole.input(), whole.input().length - 2);
    Script broken = new Script(whole.text(), whole.arguments(), half, whole.limit());
    Transaction.Result result = Transaction.read(local(broken), List.of());
    assertThat(result.failure()).get().asString().contains("the connection broke");
    assertThat(target).isEmptyDirectory();
  }

  private Step put(String name, String mode, String content) {
    Call call =
        new Call(FILE, "put_file", List.of(target.resolve(name).toString(), mode, owner, group));
    return new Step("write " + name, call, Optional.of(new Content(content)));
  }

  private static Step step(String function, String... arguments) {
    return new Step(function, new Call(FILE, function, List.of(arguments)));
  }

  private static Step sleep() {
    return step("sleep", "60");
  }

  private Transaction.Result run(List<Step> steps) {
    return Transaction.read(local(Transaction.script(steps)), steps);
  }

  private Transaction.Result run(Script script) {
    return Transaction.read(local(script), List.of());
  }

  private Outcome local(Script script) {
    return LocalShell.run(List.of("dash"), here(script));
  }

  private Script here(Script script) {
    String text = script.text().replace("/var/lib/provision", state.toString());
    // The journal's first line reloads systemd, which a test machine may lack.
    text = text.replace("timeout -k 2 60 systemctl daemon-reload", "true");
    return new Script(text, script.arguments(), script.input(), script.limit());
  }

  private Process start(Script script) throws Exception {
    Script local = here(script);
    var command = new java.util.ArrayList<>(List.of("dash", "-c", local.text(), "provision"));
    command.addAll(local.arguments());
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var stdin = process.getOutputStream()) {
      stdin.write(local.input());
    }
    return process;
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void waitUntil(Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds(condition)) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (Exception e) {
      return false;
    }
  }

  private String mode(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name)));
  }
}
