package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Step;
import dev.provision.plan.Step.Content;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A host's programs, run by this machine's shell with their state in a temporary folder. */
abstract class OnThisMachine {
  static final Fragment FILE = new Fragment("resource/file");

  @TempDir Path folder;
  Path state;
  Path target;
  String owner;
  String group;

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

  Step put(String name, String mode, String content) {
    Call call =
        new Call(FILE, "put_file", List.of(target.resolve(name).toString(), mode, owner, group));
    return new Step("write " + name, call, Optional.of(new Content(content)));
  }

  static Step step(String function, String... arguments) {
    return new Step(function, new Call(FILE, function, List.of(arguments)));
  }

  static Step sleep() {
    return step("sleep", "60");
  }

  static String ask() {
    return Transaction.ask(new Probe(List.of(), "root"));
  }

  void commit(List<Step> steps) {
    Ending ending = run(Transaction.steps(steps, 0) + Transaction.commit("test"), steps);
    ending.check(Optional.empty());
    assertThat(ending.generation().isPresent()).isEqualTo(!steps.isEmpty());
  }

  Ending run(String orders) {
    return run(orders, List.of());
  }

  Ending run(String orders, List<Step> steps) {
    return ending(local(Transaction.script(List.of()), orders), steps);
  }

  Ending rollBack(String generation) {
    return ending(local(Transaction.rollBack(generation), ""), List.of());
  }

  static Ending ending(Outcome outcome, List<Step> steps) {
    var ending = new Ending();
    Records.parseAll(outcome.stdout()).forEach(entry -> ending.hear(entry, steps));
    return ending;
  }

  Outcome local(Script script, String input) {
    return LocalShell.run(List.of("dash"), here(script, input));
  }

  Script here(Script script, String input) {
    String text =
        script
            .text()
            .replace("/var/lib/provision", state.toString())
            .replace("/run/provision.log", folder.resolve("log").toString())
            .replace("\nPATIENCE=60\n", "\nPATIENCE=2\n");
    boolean whole = input.isEmpty() || input.startsWith("orders ");
    byte[] orders = (whole ? input : Transaction.batch(input)).getBytes(StandardCharsets.US_ASCII);
    return new Script(text, script.arguments(), orders, script.limit());
  }

  /** Runs steps, the last but one of which sleeps, and kills it all in there. */
  void die(List<Step> steps) throws Exception {
    Process process = start(Transaction.steps(steps, 0));
    try {
      waitUntil(() -> sleeps(process));
    } finally {
      kill(process);
    }
  }

  static boolean sleeps(Process process) {
    return process
        .descendants()
        .anyMatch(child -> child.info().commandLine().orElse("").contains("sleep 60"));
  }

  static void kill(Process process) throws Exception {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    for (ProcessHandle child : children) {
      child.destroyForcibly();
      child.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  /** Its standard input stays open, so nothing is taken back while it lives. */
  Process start(String orders) throws Exception {
    return start(orders, ProcessBuilder.Redirect.DISCARD);
  }

  Process start(String orders, ProcessBuilder.Redirect output) throws Exception {
    Script local = here(Transaction.script(List.of()), orders);
    Process process =
        new ProcessBuilder("dash", "-c", local.text(), "provision")
            .redirectOutput(output)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().write(local.input());
    process.getOutputStream().flush();
    return process;
  }

  static List<String> names(Path folder) throws Exception {
    try (var children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).toList();
    }
  }

  interface Condition {
    boolean holds() throws Exception;
  }

  static void waitUntil(Condition condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!holds(condition)) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.sleep(20);
    }
  }

  static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (Exception e) {
      return false;
    }
  }

  String mode(String name) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target.resolve(name)));
  }
}
