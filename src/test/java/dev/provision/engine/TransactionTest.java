package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Call;
import dev.provision.plan.Fact;
import dev.provision.plan.Probe;
import dev.provision.plan.Records;
import dev.provision.plan.Step;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The transaction's program on this machine, with its state in a temporary folder. */
class TransactionTest extends OnThisMachine {
  @Test
  void filesArriveWithContentAndMode() throws Exception {
    List<Step> steps =
        List.of(
            put("a", "0640", "first\n"),
            put("empty", "0600", ""),
            put("new/deep/b", "0755", "žluť'$(x)\n"));
    commit(steps);
    assertThat(target.resolve("a")).hasContent("first\n");
    assertThat(mode("a")).isEqualTo("rw-r-----");
    assertThat(target.resolve("empty")).isEmptyFile();
    assertThat(target.resolve("new/deep/b")).hasContent("žluť'$(x)\n");
    assertThat(mode("new/deep/b")).isEqualTo("rwxr-xr-x");
    assertThat(names(state)).containsExactlyInAnyOrder("generations", "lock");
  }

  @Test
  void failingStepTakesEverythingBack() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Files.setPosixFilePermissions(
        target.resolve("a"), PosixFilePermissions.fromString("rw-r--r-x"));
    Files.createSymbolicLink(target.resolve("link"), Path.of("elsewhere"));
    List<Step> steps =
        List.of(
            put("a", "0600", "after\n"),
            put("link", "0600", "after\n"),
            put("new/b", "0600", "after\n"),
            step("no_such_function"));
    assertThatThrownBy(() -> commit(steps))
        .isInstanceOf(RolledBackException.class)
        .hasMessageContainingAll("no_such_function", "the host is as before");
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(mode("a")).isEqualTo("rw-r--r-x");
    assertThat(Files.readSymbolicLink(target.resolve("link"))).hasToString("elsewhere");
    assertThat(target.resolve("new")).doesNotExist();
    assertThat(target).isDirectoryNotContaining("glob:**/.provision*");
    assertThat(names(state)).containsExactly("lock");
  }

  /** Whatever needs a temporary file to go back would not go back on a full disk. */
  @Test
  void goingBackNeedsNoTemporaryFiles() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    String orders = Transaction.steps(List.of(put("a", "0600", "after\n"), step("no_such")), 0);
    Script script = here(Transaction.script(List.of()), orders);
    List<String> dash = List.of("env", "TMPDIR=/no/such", "dash");
    ending(LocalShell.run(dash, script), List.of());
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(names(state)).containsExactly("lock");
  }

  @Test
  void ordersWithoutACommitAreTakenBack() {
    // What a lost connection and a bad verification look like.
    run(Transaction.steps(List.of(put("a", "0600", "x\n")), 0)).check(Optional.empty());
    assertThat(target.resolve("a")).doesNotExist();
    assertThat(state.resolve("pending")).doesNotExist();
  }

  @Test
  void orderThatBreaksOffIsNotFollowed() {
    String orders = Transaction.steps(List.of(put("a", "0600", "a\n")), 0);
    run(orders + "commit").check(Optional.empty());
    assertThat(target).isEmptyDirectory();
    String batch = Transaction.batch(orders);
    for (int end = "orders ".length(); end < batch.length(); end += 7) {
      run(batch.substring(0, end)).check(Optional.empty());
      assertThat(target).as("first %d characters", end).isEmptyDirectory();
    }
  }

  @Test
  void applyThatDiedIsUndoneByTheNext() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    die(List.of(put("a", "0600", "after\n"), sleep(), put("b", "0600", "b\n")));
    assertThat(target.resolve("a")).hasContent("after\n");
    commit(List.of(put("c", "0600", "c\n")));
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(target.resolve("b")).doesNotExist();
    assertThat(target.resolve("c")).hasContent("c\n");
  }

  @Test
  void callerThatIsGoneGetsNoFurtherSteps() throws Exception {
    Path later = target.resolve("later");
    String orders =
        Transaction.steps(
            List.of(put("a", "0600", "a\n"), step("sleep", "1"), step("touch", later.toString())),
            0);
    Process process = start(orders, ProcessBuilder.Redirect.PIPE);
    try {
      process.getInputStream().close();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(later).doesNotExist();
      assertThat(target).isEmptyDirectory();
      assertThat(names(state)).containsExactly("lock");
    } finally {
      kill(process);
    }
  }

  @Test
  void callerThatIsGoneWhileItAskedGetsTheHostBack() throws Exception {
    Fact slow = Fact.asRoot(FILE, "sleep", "1");
    String orders =
        Transaction.steps(List.of(put("a", "0600", "a\n")), 0)
            + Transaction.ask(new Probe(List.of(slow), "root"));
    Process process = start(Transaction.batch(orders), ProcessBuilder.Redirect.PIPE);
    try (var records = process.inputReader(StandardCharsets.UTF_8)) {
      while (!records.readLine().equals("asked")) {
        assertThat(process.isAlive()).isTrue();
      }
    }
    process.getOutputStream().close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(target).isEmptyDirectory();
    assertThat(names(state)).containsExactly("lock");
  }

  /** A line that was cut without a word looks open to both ends. */
  @Test
  void callerThatIsSilentIsGivenUpWhereverItStopped() throws Exception {
    String orders = Transaction.steps(List.of(put("a", "0600", "a\n")), 0);
    String batch = Transaction.batch(orders);
    assertThatCallerIsGivenUp(Transaction.batch(orders + ask()));
    assertThatCallerIsGivenUp(batch.substring(0, batch.length() - 2));
    assertThatCallerIsGivenUp("orders 1");
  }

  private void assertThatCallerIsGivenUp(String input) throws Exception {
    Process process = start(input, ProcessBuilder.Redirect.PIPE);
    try {
      String records = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var ending = new Ending();
      Records.parseAll(records).forEach(entry -> ending.hear(entry, List.of()));
      assertThatThrownBy(() -> ending.check(Optional.empty()))
          .isInstanceOf(RolledBackException.class)
          .hasMessageContainingAll("nothing was heard of the caller for 2 s", "is as before");
      assertThat(target).isEmptyDirectory();
    } finally {
      kill(process);
    }
  }

  @Test
  void commitThatBreaksOffIsNone() throws Exception {
    String orders = Transaction.steps(List.of(put("a", "0600", "a\n")), 0) + ask();
    String commit = Transaction.commit("test");
    run(orders + commit.stripTrailing()).check(Optional.empty());
    assertThat(target).isEmptyDirectory();
    run(orders + commit).check(Optional.empty());
    assertThat(target).isNotEmptyDirectory();
  }

  @Test
  void stepThatRunsOutOfTimeSaysSo() {
    List<Step> steps = List.of(step("timeout", "0.1", "sleep", "60"));
    assertThatThrownBy(() -> commit(steps))
        .isInstanceOf(RolledBackException.class)
        .hasMessageContaining("it did not end in time");
  }

  @Test
  void secondApplyAtTheSameTimeIsTurnedAway() throws Exception {
    Process process = start(Transaction.steps(List.of(put("a", "0600", "a\n"), sleep()), 0));
    try {
      waitUntil(() -> Files.exists(target.resolve("a")));
      assertThatThrownBy(() -> commit(List.of(put("b", "0600", "b\n"))))
          .isInstanceOf(BusyException.class)
          .hasMessageContainingAll("process ", "since 2");
      assertThat(target.resolve("b")).doesNotExist();
    } finally {
      kill(process);
    }
  }

  /** As a plan or a drift check does, for a moment. */
  @Test
  void whoOnlyLooksDoesNotTurnAnApplyAway() throws Exception {
    commit(List.of(put("a", "0600", "a\n")));
    Process looks =
        new ProcessBuilder("flock", "-s", state.resolve("lock").toString(), "sleep", "0.7").start();
    Thread.sleep(200);
    commit(List.of(put("b", "0600", "b\n")));
    assertThat(looks.waitFor()).isZero();
    assertThat(target.resolve("b")).hasContent("b\n");
  }

  /** Whatever is slow must fail as the step that it is, and be undone. */
  @Test
  void wholeLimitIsAboveThoseOfAllSteps() throws Exception {
    long seconds = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/dev/provision"))) {
      for (Path file : files.filter(it -> it.toString().endsWith(".sh")).toList()) {
        Matcher limit =
            Pattern.compile("timeout -k \\d+ (\\d+)|PATIENCE=(\\d+)")
                .matcher(Files.readString(file));
        while (limit.find()) {
          seconds += Long.parseLong(limit.group(limit.group(1) == null ? 2 : 1));
        }
      }
    }
    // apt works twice, for the lists and for the packages, and the host is looked at three times.
    assertThat(seconds + 1500 + 2 * 300).isBetween(4000L, Transaction.LIMIT.toSeconds());
  }

  @Test
  void goingBackThatFailsIsSaidUntilItIsMended() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    die(List.of(put("a", "0600", "after\n"), sleep()));
    Files.move(state.resolve("pending/kept/1-1"), folder.resolve("away"));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> commit(List.of(put("b", "0600", "b\n"))))
          .isInstanceOf(BrokenException.class)
          .hasMessageContaining("restore_path 1-1 " + target.resolve("a"));
      assertThat(target.resolve("b")).doesNotExist();
    }
    Files.move(folder.resolve("away"), state.resolve("pending/kept/1-1"));
    commit(List.of(put("b", "0600", "b\n")));
    assertThat(target.resolve("a")).hasContent("before\n");
  }

  @Test
  void linkOfSomebodyElseIsNotFollowed() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(target.resolve("config"), real);
    new ProcessBuilder("chown", "-h", "nobody", link.toString()).inheritIO().start().waitFor();
    assertThatThrownBy(() -> commit(List.of(put("config/storage.conf", "0600", "x\n"))))
        .hasMessageContaining("is a link that is not root's");
    assertThat(real).isEmptyDirectory();
  }

  @Test
  void whatTheAgentPutsInTheWayIsNotFollowed() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "root's\n");
    Path victims = Files.createDirectory(folder.resolve("victims"));
    new ProcessBuilder("chown", "nobody", target.toString()).start().waitFor();
    Path trap = target.resolve(".provision.a.new");
    for (Path bait : List.of(victim, victims)) {
      Files.createSymbolicLink(trap, bait);
      commit(List.of(put("a", "0644", "ours\n")));
      assertThat(victim).hasContent("root's\n");
      assertThat(victims).isEmptyDirectory();
      assertThat(target.resolve("a")).hasContent("ours\n");
    }
  }

  /** A race that the agent's account can run: a link where root is about to write. */
  @Test
  void agentThatRacesDoesNotGetAtOthersFiles() throws Exception {
    Path victim = Files.writeString(folder.resolve("victim"), "root's\n");
    Files.setPosixFilePermissions(victim, PosixFilePermissions.fromString("rw-------"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    new ProcessBuilder("chown", "nobody", target.toString()).start().waitFor();
    Process agent =
        new ProcessBuilder(
                "setpriv",
                "--reuid=nobody",
                "--clear-groups",
                "sh",
                "-c",
                "cd \"$2\"; while :; do ln -s \"$1\" new; ln -s \"$1\" .provision.a.new;"
                    + " mv .provision.a.new moved; rm -rf moved new; done",
                "sh",
                victim.toString(),
                target.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      for (int i = 0; i < 40; i++) {
        // It may fail, since the agent can spoil its own home; it may not do harm.
        run(Transaction.steps(List.of(put("a", "0644", "ours\n")), 0) + Transaction.commit("x"));
        assertThat(victim).hasContent("root's\n");
        assertThat(Files.getOwner(victim)).isEqualTo(Files.getOwner(folder));
        assertThat(Files.getPosixFilePermissions(victim)).hasSize(2);
      }
    } finally {
      kill(agent);
    }
  }

  @Test
  void stepWhoseUndoCannotBeNotedIsNotDone() throws Exception {
    Path home = Files.createDirectory(target.resolve("home"));
    Files.createDirectories(state.resolve("pending/kept"));
    Files.createSymbolicLink(state.resolve("pending/journal"), Path.of("/dev/full"));
    Files.createDirectories(state.resolve("pending/staged"));
    String text =
        Transaction.script(List.of())
            .text()
            .replace("/var/lib/provision", state.toString())
            .replace("\ntransaction\n", "\nput_folder " + home + " 0700 root root\n");
    Outcome outcome =
        LocalShell.run(List.of("dash"), new Script(text, List.of(), new byte[0], Duration.ZERO));
    assertThat(outcome.stderr()).contains("I/O error");
    assertThat(mode("home")).isEqualTo("rwxr-xr-x");
  }

  /** getfacl ends with 0 although the disk was full, and what it kept is needed to go back. */
  @Test
  void accessListThatCannotBeKeptIsNotChanged() throws Exception {
    Path home = Files.createDirectory(target.resolve("home"));
    Files.createDirectories(state.resolve("pending/kept"));
    Files.createFile(state.resolve("pending/journal"));
    Files.createSymbolicLink(state.resolve("pending/kept/0-1"), Path.of("/dev/full"));
    String text =
        Transaction.script(List.of())
            .text()
            .replace("/var/lib/provision", state.toString())
            .replace(
                "\ntransaction\n",
                "\ngetfacl() { echo user::rwx || true; }\nsetfacl() { mkdir acted; }\nset_acl "
                    + home
                    + " user:x:rwx\n");
    LocalShell.run(List.of("dash"), new Script(text, List.of(), new byte[0], Duration.ZERO));
    assertThat(home).isEmptyDirectory();
    assertThat(state.resolve("pending/journal")).isEmptyFile();
  }

  @Test
  void lineOfTheJournalThatWasCutOffDoesNotHideTheOneBefore() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    die(List.of(put("a", "0600", "after\n"), sleep()));
    Files.writeString(
        state.resolve("pending/journal"),
        "\u001fremove_path\u001f/etc/pass",
        java.nio.file.StandardOpenOption.APPEND);
    commit(List.of());
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(state.resolve("pending")).doesNotExist();
  }

  @Test
  void undoFindsThingsGone() throws Exception {
    Path home = Files.createDirectory(target.resolve("home"));
    Files.writeString(home.resolve("a"), "before\n");
    Step folderStep =
        new Step(
            "folder", new Call(FILE, "put_folder", List.of(home.toString(), "0700", owner, group)));
    commit(List.of(folderStep, put("home/a", "0600", "after\n"), put("home/b/c", "0600", "x\n")));
    new ProcessBuilder("rm", "-r", home.toString()).start().waitFor();
    rollBack("0").check(Optional.empty());
    assertThat(home.resolve("a")).hasContent("before\n");
    assertThat(home.resolve("b")).doesNotExist();
  }

  /** A link to a folder of root's that passes every look but one: where it is. */
  @Test
  void privateFolderIsWhereItWasMade() throws Exception {
    Path others = Files.createDirectory(folder.resolve("others"));
    Path secret = Files.createDirectory(others.resolve("root-only"));
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rwx------"));
    Files.writeString(others.resolve("a"), "root's\n");
    // Stands for the exchange that the agent would have to win: mkdir is done, cd is not.
    String text =
        Transaction.script(List.of())
            .text()
            .replace("/var/lib/provision", state.toString())
            .replace(
                "  cd -P -- \"./.provision.$1.new\"",
                "  rmdir \"./.provision.$1.new\"; ln -s "
                    + secret
                    + " \"./.provision.$1.new\"\n  cd -P -- \"./.provision.$1.new\"")
            .replace("\ntransaction\n", "\ncd " + target + " && enter_private a; echo $? >&3\n");
    Outcome outcome =
        LocalShell.run(List.of("dash"), new Script(text, List.of(), new byte[0], Duration.ZERO));
    assertThat(outcome.stdout()).startsWith("1\n");
    assertThat(outcome.stderr()).contains("was replaced");
    assertThat(others.resolve("a")).hasContent("root's\n");
  }

  @Test
  void rollBackThatIsAskedForAgainGoesBackOnce() throws Exception {
    for (int i = 1; i <= 3; i++) {
      commit(List.of(put("a", "0600", i + "\n")));
    }
    Files.writeString(state.resolve("rollback"), "2\n");
    rollBack("previous").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("2\n");
  }

  // ---- generations

  @Test
  void rollBackRestoresEachGeneration() throws Exception {
    Files.writeString(target.resolve("a"), "0\n");
    for (int i = 1; i <= 4; i++) {
      commit(List.of(put("a", "0600", i + "\n"), put("only-" + i, "0600", "x\n")));
    }
    rollBack("3").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("3\n");
    assertThat(names(target)).containsExactlyInAnyOrder("a", "only-1", "only-2", "only-3");
    rollBack("previous").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("2\n");
    rollBack("0").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("0\n");
    assertThat(names(target)).containsExactly("a");
    commit(List.of(put("a", "0600", "again\n")));
    assertThat(names(state.resolve("generations"))).containsExactly("1");
  }

  @Test
  void wayBackToTheBeginningOutlivesOldGenerations() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    for (int i = 1; i <= 14; i++) {
      commit(List.of(put("a", "0600", i + "\n"), put("only-" + i, "0600", "x\n")));
    }
    assertThat(names(state.resolve("generations"))).hasSize(10).contains("5", "14");
    assertThat(rollBack("3").missing()).hasValue("0 5 6 7 8 9 10 11 12 13 14");
    rollBack("5").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("5\n");
    rollBack("0").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(names(target)).containsExactly("a");
  }

  @Test
  void rollBackThatDiedIsEndedByTheNextCommand() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    commit(List.of(put("a", "0600", "1\n")));
    commit(List.of(put("a", "0600", "2\n"), put("b", "0600", "2\n")));
    // As the power leaves it between two undos.
    Files.writeString(state.resolve("rollback"), "0\n");
    Files.delete(target.resolve("b"));
    commit(List.of());
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(names(state.resolve("generations"))).isEmpty();
  }

  /** As a kill leaves it just before the rename that makes it count. */
  @Test
  void whatWasPreparedAndNotBegunGoes() throws Exception {
    Files.createDirectories(state.resolve("new/kept"));
    Files.writeString(state.resolve("rollback.new"), "0\n");
    rollBack("0").check(Optional.empty());
    assertThat(names(state)).containsExactly("lock");
  }

  @Test
  void everyUndoMayBeDoneTwice() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Files.createSymbolicLink(target.resolve("link"), Path.of("elsewhere"));
    die(
        List.of(
            put("a", "0600", "after\n"),
            put("link", "0600", "after\n"),
            put("new/b", "0600", "after\n"),
            sleep()));
    Path pending = state.resolve("pending");
    Path copy = folder.resolve("copy");
    new ProcessBuilder("cp", "-a", pending.toString(), copy.toString()).start().waitFor();
    commit(List.of());
    new ProcessBuilder("cp", "-a", copy.toString(), pending.toString()).start().waitFor();
    commit(List.of());
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(Files.readSymbolicLink(target.resolve("link"))).hasToString("elsewhere");
    assertThat(names(target)).containsExactlyInAnyOrder("a", "link");
  }

  /**
   * What is kept is a second name of the same file until the step has acted, and once it is undone.
   */
  @Test
  void stepThatDiedBetweenKeepingAndActingIsUndoneTwice() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Files.createSymbolicLink(target.resolve("link"), target.resolve("a"));
    for (int i = 0; i < 2; i++) {
      die(
          List.of(
              step("keep_path", target.resolve("a").toString()),
              step("keep_path", target.resolve("link").toString()),
              sleep()));
      Files.createDirectories(target.resolve(".provision.a.new"));
      commit(List.of());
      assertThat(target.resolve("a")).hasContent("before\n");
      assertThat(Files.readSymbolicLink(target.resolve("link"))).isEqualTo(target.resolve("a"));
      assertThat(names(target)).containsExactlyInAnyOrder("a", "link");
    }
  }

  @Test
  void contentThatTwoStepsWantIsSentOnce() throws Exception {
    List<Step> steps = List.of(put("a", "0600", "same\n"), put("b", "0644", "same\n"));
    assertThat(Transaction.steps(steps, 0).lines().filter(it -> it.startsWith("content")))
        .hasSize(1);
    commit(steps);
    assertThat(target.resolve("a")).hasContent("same\n");
    assertThat(target.resolve("b")).hasContent("same\n");
  }
}
