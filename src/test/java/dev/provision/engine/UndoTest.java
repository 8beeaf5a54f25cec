package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Call;
import dev.provision.plan.Step;
import dev.provision.testing.LocalShell;
import dev.provision.transport.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stands in the way of going back, or was changed in between. */
class UndoTest extends OnThisMachine {
  private static final Step FAILING = step("no_such_function");

  @AfterEach
  void nothingStaysUnwritable() throws Exception {
    shell("chattr -R -i \"$0\"; umount \"$0\"/* \"$0\"", target);
  }

  // ---- what a step could not change needs no way back

  @Test
  void stepThatCouldNotReplaceAFileIsNoBrokenHost() throws Exception {
    for (String obstacle :
        List.of(
            "chattr +i \"$0/a\"",
            "mount --bind \"$0/a\" \"$0/a\"",
            "chattr +i \"$0\"",
            "mount --bind -o ro \"$0\" \"$0\"")) {
      Files.writeString(target.resolve("a"), "before\n");
      assertThat(shell(obstacle, target)).as(obstacle).isZero();
      assertThatThrownBy(() -> commit(List.of(put("a", "0600", "after\n"))))
          .as(obstacle)
          .isInstanceOf(RolledBackException.class)
          .hasMessageContaining("the host is as before");
      nothingStaysUnwritable();
      assertThat(target.resolve("a")).hasContent("before\n");
      assertThat(names(target)).as(obstacle).containsExactly("a");
      assertThat(names(state)).containsExactly("lock");
    }
  }

  @Test
  void folderThatCouldNotBeChangedIsNoBrokenHost() throws Exception {
    assertThat(shell("mount --bind -o ro \"$0\" \"$0\"", target)).isZero();
    Step step = step("put_folder", target.toString(), "0700", owner, group);
    assertThatThrownBy(() -> commit(List.of(step))).isInstanceOf(RolledBackException.class);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rwxr-xr-x");
  }

  @Test
  void rollBackThatCouldNotEndDoesNotBegin() throws Exception {
    Files.writeString(target.resolve("a"), "0\n");
    Files.writeString(target.resolve("b"), "0\n");
    commit(List.of(put("a", "0600", "1\n"), put("b", "0600", "1\n"), put("c", "0600", "1\n")));
    for (String obstacle :
        List.of(
            "chattr +i \"$0/a\"",
            "mount --bind \"$0/a\" \"$0/a\"",
            "chattr +i \"$0\"",
            "mount --bind -o ro \"$0\" \"$0\"")) {
      assertThat(shell(obstacle, target)).as(obstacle).isZero();
      assertThatThrownBy(() -> rollBack("0").check(Optional.empty()))
          .as(obstacle)
          .isInstanceOf(BusyException.class)
          .hasMessageContainingAll(target.toString(), "first", "nothing was changed");
      assertThat(target.resolve("b")).hasContent("1\n");
      nothingStaysUnwritable();
      assertThat(names(state)).containsExactlyInAnyOrder("generations", "lock");
    }
    rollBack("0").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("0\n");
    assertThat(names(target)).containsExactlyInAnyOrder("a", "b");
  }

  // ---- what is kept is the very file, under another name

  @Test
  void stepThatFailsBetweenKeepingAndPlacingIsUndone() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Object inode = Files.getAttribute(target.resolve("a"), "unix:ino");
    String path = target.resolve("a").toString();
    assertThatThrownBy(() -> commit(List.of(step("keep_path", path), FAILING)))
        .isInstanceOf(RolledBackException.class);
    // As a disk that is full leaves it.
    Step full =
        step("eval", "keep_path " + path + " && enter_private a && echo x >new && return 1");
    assertThatThrownBy(() -> commit(List.of(full))).isInstanceOf(RolledBackException.class);
    assertThat(Files.getAttribute(target.resolve("a"), "unix:ino")).isEqualTo(inode);
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(names(target)).containsExactly("a");
  }

  @Test
  void rollBackThatDiedAfterAnyUndoIsEnded() throws Exception {
    for (int died = 1; died <= 4; died++) {
      Files.writeString(target.resolve("a"), "before\n");
      Object inode = Files.getAttribute(target.resolve("a"), "unix:ino");
      commit(List.of(put("a", "0600", "1\n"), put("b", "0600", "1\n")));
      commit(List.of(put("a", "0600", "2\n"), put("b", "0600", "2\n")));
      var script = here(Transaction.rollBack("0"), "");
      // Dies at the end of the undo.
      String text =
          "undos=0; "
              + script
                  .text()
                  .replace(
                      "  (call \"$1\") >>\"$LOG\"",
                      "  undos=$((undos + 1)); [ $undos -le "
                          + died
                          + " ] || kill -9 $$\n"
                          + "  (call \"$1\") >>\"$LOG\"");
      assertThat(text).contains("kill -9");
      dev.provision.testing.LocalShell.run(
          List.of("dash"),
          new dev.provision.transport.Script(
              text, script.arguments(), new byte[0], script.limit()));
      assertThat(died == 4 || Files.exists(state.resolve("rollback"))).isTrue();
      Ending ended = rollBack("0");
      ended.check(Optional.empty());
      assertThat(ended.stays()).isEmpty();
      assertThat(target.resolve("a")).hasContent("before\n");
      assertThat(Files.getAttribute(target.resolve("a"), "unix:ino")).isEqualTo(inode);
      assertThat(names(target)).containsExactly("a");
      assertThat(names(state.resolve("generations"))).isEmpty();
    }
  }

  @Test
  void undoThatFailsOnceIsTriedWithAllOthersAgain() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Path obstacle = folder.resolve("obstacle");
    Files.createFile(obstacle);
    List<Step> steps =
        List.of(
            put("a", "0600", "after\n"),
            step("undo_with", "test", "!", "-e", obstacle.toString()),
            put("b", "0600", "b\n"),
            FAILING);
    assertThatThrownBy(() -> commit(steps)).isInstanceOf(BrokenException.class);
    assertThatThrownBy(() -> commit(List.of())).isInstanceOf(BrokenException.class);
    Files.delete(obstacle);
    commit(List.of());
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(names(target)).containsExactly("a");
    assertThat(names(state)).containsExactly("lock");
  }

  @Test
  void mergeThatDiedBeforeItsEndIsNoObstacle() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    Object inode = Files.getAttribute(target.resolve("a"), "unix:ino");
    commit(List.of(put("a", "0600", "1\n"), put("b", "0600", "1\n")));
    commit(List.of(put("a", "0600", "2\n"), put("b", "0600", "2\n")));
    commit(List.of(put("a", "0600", "3\n")));
    for (int i = 0; i < 2; i++) {
      String text =
          here(Transaction.history(), "")
              .text()
              .replace("\ntell_generations\n", "\ndiscard() { :; }; merge_oldest\n");
      LocalShell.run(List.of("dash"), new Script(text, List.of(), new byte[0], Duration.ZERO));
    }
    assertThat(names(state.resolve("generations"))).hasSize(3);
    Ending ending = rollBack("0");
    ending.check(Optional.empty());
    assertThat(ending.stays()).isEmpty();
    assertThat(Files.getAttribute(target.resolve("a"), "unix:ino")).isEqualTo(inode);
    assertThat(names(target)).containsExactly("a");
  }

  /** With both journals in one, going back to the older would go further. */
  @Test
  void mergeThatDiedWithTheOlderStillThereIsEnded() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    for (int i = 1; i <= 3; i++) {
      commit(List.of(put("a", "0600", i + "\n")));
    }
    for (String end : List.of("discard() { exit 1; }", "mv() { exit 1; }")) {
      String text =
          here(Transaction.history(), "")
              .text()
              .replace("\ntell_generations\n", "\n" + end + "; merge_oldest\n");
      LocalShell.run(List.of("dash"), new Script(text, List.of(), new byte[0], Duration.ZERO));
      assertThat(rollBack("999").missing()).hasValue("0 2 3");
      assertThat(names(state.resolve("generations"))).containsExactlyInAnyOrder("2", "3");
      for (String name : List.of("2", "3")) {
        assertThat(names(state.resolve("generations").resolve(name)))
            .doesNotContain("absorbs", "merged");
      }
    }
    rollBack("2").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("2\n");
    rollBack("0").check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("before\n");
  }

  @Test
  void mergedGenerationsUndoAThingOnce() {
    for (int i = 1; i <= 15; i++) {
      commit(
          List.of(
              step("undo_with", "set_access_again", target.toString(), "0755", owner + ":" + group),
              step("undo_with", "refresh_podman", "nobody", "65534"),
              step("undo_with", "restore_sysctl", "no.such", i + ""),
              put("a", "0600", i + "\n")));
    }
    assertThat(state.resolve("generations/6/journal"))
        .content()
        .hasLineCount(4)
        .contains("restore_sysctl\u001fno.such\u001f1\u001f.");
    rollBack("0").check(Optional.empty());
    assertThat(target).isEmptyDirectory();
  }

  /** The target of the agent's own link, for one. */
  @Test
  void whatTheAgentNamesCannotBecomeAnUndo() {
    Path made = folder.resolve("made");
    String name = "x\\n0\\037touch\\037" + made + "\\037";
    for (String given : List.of(name, "x\\037y")) {
      List<Step> steps =
          List.of(
              step("eval", "undo_with restore_user_unit \"$(printf '" + given + "')\""), FAILING);
      assertThatThrownBy(() -> commit(steps))
          .isInstanceOf(RolledBackException.class)
          .hasMessageContaining("control characters");
      assertThat(made).doesNotExist();
    }
  }

  @Test
  void mergedGenerationsKeepOneFileForAPath() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    for (int i = 1; i <= 25; i++) {
      commit(List.of(put("a", "0600", i + "\n"), put("b", "0600", i + "\n")));
    }
    Path oldest = state.resolve("generations/16");
    assertThat(oldest.resolve("journal")).content().hasLineCount(2);
    assertThat(names(oldest.resolve("kept"))).containsExactly("1-1");
    Ending ending = rollBack("0");
    ending.check(Optional.empty());
    assertThat(ending.stays()).isEmpty();
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(names(target)).containsExactly("a");
  }

  @Test
  void whatStaysIsToldByTheNextWhenItsOwnTellerDied() throws Exception {
    Files.createDirectories(state);
    Files.writeString(state.resolve("stays"), "somebody's work\n");
    Ending ending =
        run(Transaction.steps(List.of(put("a", "0600", "a\n")), 0) + Transaction.commit("x"));
    ending.check(Optional.empty());
    assertThat(ending.stays()).containsExactly("somebody's work");
    assertThat(names(state)).containsExactlyInAnyOrder("generations", "lock");
  }

  // ---- what others did since

  @Test
  void changesOfOthersAreMovedAsideAndTold() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    commit(List.of(put("a", "0600", "1\n"), put("b", "0600", "1\n"), put("c", "0600", "1\n")));
    Files.writeString(target.resolve("a"), "theirs\n", java.nio.file.StandardOpenOption.APPEND);
    Files.writeString(target.resolve("b"), "theirs\n");
    Ending ending = rollBack("0");
    ending.check(Optional.empty());
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(names(target)).containsExactly("a");
    Path aside = state.resolve("replaced/1" + target);
    assertThat(aside.resolve("a")).hasContent("1\ntheirs\n");
    assertThat(aside.resolve("b")).hasContent("theirs\n");
    assertThat(ending.stays())
        .containsExactly(
            "what others made of " + target.resolve("a") + ", now in " + aside.resolve("a"),
            "what others made of " + target.resolve("b") + ", now in " + aside.resolve("b"));
  }

  @Test
  void linesOfOthersStayInAFileThatIsNotOursAlone() throws Exception {
    for (int generations : List.of(1, 14)) {
      Files.writeString(target.resolve("a"), "X=0\nOLD=0\n");
      for (int i = 1; i <= generations; i++) {
        Step put = put("a", "0644", "X=0\nOURS=" + i + "\n");
        commit(
            List.of(
                new Step(
                    "rewrite",
                    new Call(FILE, "rewrite_file", put.call().arguments()),
                    put.content())));
      }
      Files.writeString(
          target.resolve("a"), "THEIRS=1\n\n", java.nio.file.StandardOpenOption.APPEND);
      Ending ending = rollBack("0");
      ending.check(Optional.empty());
      assertThat(target.resolve("a")).hasContent("X=0\nOLD=0\nTHEIRS=1\n");
      assertThat(ending.stays())
          .containsExactly("lines that others have put into " + target.resolve("a"));
      rollBack("0").check(Optional.empty());
    }
  }

  @Test
  void fileThatSomebodyMadeWhereOursWasTakenAwayIsMovedAside() throws Exception {
    Files.writeString(target.resolve("a"), "before\n");
    commit(List.of(step("drop_file", target.resolve("a").toString())));
    Files.writeString(target.resolve("a"), "theirs\n");
    assertThat(rollBack("0").stays()).hasSize(1);
    assertThat(target.resolve("a")).hasContent("before\n");
    assertThat(state.resolve("replaced/1" + target + "/a")).hasContent("theirs\n");
  }

  // ---- the lock, the log, the journal's form

  @Test
  void whatAStepLeavesRunningDoesNotKeepTheLock() throws Exception {
    Step background = step("eval", "sleep 20 & echo $! >" + folder + "/pid");
    try {
      commit(List.of(put("a", "0600", "1\n"), background));
      commit(List.of(put("b", "0600", "1\n")));
      assertThatThrownBy(() -> commit(List.of(background, FAILING)))
          .isInstanceOf(RolledBackException.class);
      rollBack("0").check(Optional.empty());
      assertThat(target).isEmptyDirectory();
    } finally {
      shell("kill $(cat \"$0/pid\")", folder);
    }
  }

  @Test
  void logIsNotForEverybody() throws Exception {
    Files.writeString(folder.resolve("log"), "");
    Files.setPosixFilePermissions(
        folder.resolve("log"), PosixFilePermissions.fromString("rw-r--r--"));
    commit(List.of(put("a", "0600", "1\n")));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("log"))))
        .isEqualTo("rw-------");
  }

  @Test
  void journalOfAnotherFormIsNotTouched() throws Exception {
    commit(List.of(put("a", "0600", "1\n")));
    commit(List.of(put("b", "0600", "1\n")));
    Files.writeString(state.resolve("generations/1/form"), "2\n");
    assertThatThrownBy(() -> rollBack("0").check(Optional.empty()))
        .isInstanceOf(BusyException.class)
        .hasMessageContainingAll("generations/1 was made by another provision", "nothing was");
    assertThat(names(target)).containsExactlyInAnyOrder("a", "b");
    rollBack("1").check(Optional.empty());
    assertThat(names(target)).containsExactly("a");
    Files.move(state.resolve("generations/1"), state.resolve("pending"));
    assertThatThrownBy(() -> commit(List.of(put("c", "0600", "1\n"))))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("pending was made by another provision");
    assertThat(names(target)).containsExactly("a");
  }

  @Test
  void readOnlyDiskWithAnOpenJournalIsNotSaidToBeBack() throws Exception {
    die(List.of(put("a", "0600", "1\n"), sleep()));
    shell("mount --bind -o ro \"$0\" \"$0\"", state);
    try {
      assertThatThrownBy(() -> commit(List.of(put("b", "0600", "1\n"))))
          .isInstanceOf(BrokenException.class)
          .hasMessageContainingAll("cannot write to", "did not get to the end");
    } finally {
      shell("umount \"$0\"", state);
    }
  }

  private static int shell(String command, Path argument) throws Exception {
    return new ProcessBuilder("sh", "-c", command, argument.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }
}
