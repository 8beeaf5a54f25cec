package dev.provision.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Change;
import dev.provision.plan.Change.Kind;
import dev.provision.plan.Step;
import dev.provision.testing.Answers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostFileTest {
  private static final HostFile FILE =
      new HostFile("/etc/x", "0644", "root", "root", "a\nb\n", Optional.empty(), List.of());

  @Test
  void programInItsPlaceIsAConflict() {
    assertThat(FILE.conflict(Answers.to(FILE, "regular file|0755|root|root|9\n\177ELF\0\1")))
        .hasValueSatisfying(c -> assertThat(c.message()).startsWith("is a program"));
    assertThat(FILE.conflict(Answers.to(FILE, "directory|0755|root|root|9\n"))).isPresent();
    assertThat(FILE.conflict(Answers.to(FILE, "regular file|0755|root|root|9\n#!/bin/sh\n")))
        .isEmpty();
  }

  @Test
  void sameFileIsNoChange() {
    assertThat(FILE.change(Answers.to(FILE, "regular file|0644|root|root|4\na\nb\n"))).isEmpty();
  }

  @Test
  void absentFileIsCreatedWithAllOfItsText() {
    Change change = FILE.change(Answers.to(FILE, "absent\n")).orElseThrow();
    assertThat(change.kind()).isEqualTo(Kind.CREATE);
    assertThat(change.diff()).get().asString().endsWith("@@ -0,0 +1,2 @@\n+a\n+b\n");
    assertThat(change.steps()).extracting(Step::title).containsExactly("write /etc/x");
  }

  @Test
  void modeAloneIsAChangeWithoutDiff() {
    Change change =
        FILE.change(Answers.to(FILE, "regular file|0600|root|daemon|4\na\nb\n")).orElseThrow();
    assertThat(change.summary()).isEqualTo("mode 0600 -> 0644, owner root:daemon -> root:root");
    assertThat(change.diff()).isEmpty();
  }

  @Test
  void oneMissingLineEndIsAChange() {
    assertThat(FILE.change(Answers.to(FILE, "regular file|0644|root|root|3\na\nb"))).isPresent();
  }

  @Test
  void linkIsReplaced() {
    Change change =
        FILE.change(Answers.to(FILE, "symbolic link|0777|root|root|9\n/dev/null\n")).orElseThrow();
    assertThat(change.summary()).isEqualTo("replaces a symbolic link");
  }

  @Test
  void emptyFileIsAFile() {
    var empty = new HostFile("/e", "0644", "root", "root", "", Optional.empty(), List.of());
    assertThat(empty.change(Answers.to(empty, "regular empty file|0644|root|root|0\n"))).isEmpty();
  }

  @Test
  void answerThatMakesNoSenseIsNeverInSync() {
    for (String answer : List.of("", "\n", "regular file", "|||||", "regular file|0644|root\n")) {
      assertThat(FILE.change(Answers.to(FILE, 1, answer))).as(answer).isPresent();
    }
  }

  @Test
  void stagedSudoersAreCheckedFirst() {
    var sudoers =
        new HostFile(
            "/etc/sudoers.d/x",
            "0440",
            "root",
            "root",
            "x",
            Optional.of("check_sudoers"),
            List.of());
    assertThat(sudoers.change(Answers.to(sudoers, "absent\n")).orElseThrow().steps())
        .extracting(step -> step.call().function())
        .containsExactly("check_sudoers", "put_file");
  }
}
