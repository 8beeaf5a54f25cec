package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.plan.Call;
import dev.provision.plan.Fragment;
import dev.provision.plan.Step;
import dev.provision.transport.Script;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Units of the account on the way there and back. The account's systemd is a stand-in that keeps
 * what is enabled, what is up, and by which file; it does not start a file that says broken.
 */
class UnitsUndoTest extends OnThisMachine {
  private static final Fragment UNITS = new Fragment("resource/units");

  private static final String SYSTEMD =
      """
      getent() { echo a:x:7:7::/nowhere:/bin/sh; }
      sleep() { [ "$1" = 1 ] || command sleep "$@"; }
      user_systemctl() {
        shift 2
        [ "$1" != --no-block ] || shift
        case $1 in
          is-enabled) cat FAKE/enabled 2>/dev/null || echo disabled ;;
          is-active) if [ -e FAKE/runs ]; then echo active; else echo inactive; fi ;;
          enable | reenable) echo enabled >FAKE/enabled ;;
          disable) rm -f FAKE/enabled ;;
          stop) rm -f FAKE/runs ;;
          start) [ -e FAKE/runs ] || user_systemctl a 7 restart "$2" ;;
          restart)
            rm -f FAKE/runs
            [ ! -e FAKE/dead ] && ! grep -q broken FAKE/read && cp FAKE/read FAKE/runs
            ;;
          try-restart) [ ! -e FAKE/runs ] || user_systemctl a 7 restart "$2" ;;
          daemon-reload) cp TARGET/u.service FAKE/read 2>/dev/null || rm -f FAKE/read ;;
          show)
            case $4 in
              Type*) cat FAKE/job 2>/dev/null ;;
              *) printf 'ActiveState=%s\\n' "$(user_systemctl a 7 is-active)" ;;
            esac
            ;;
          reset-failed) ;;
          *) echo "what is $1?" && return 1 ;;
        esac
      }
      """;

  private Path fake;
  private ServerSocketChannel bus;

  @BeforeEach
  void systemd() throws Exception {
    fake = Files.createDirectory(folder.resolve("fake"));
    Path runtime = Files.createDirectories(folder.resolve("run/7"));
    bus = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    bus.bind(UnixDomainSocketAddress.of(runtime.resolve("bus")));
  }

  @AfterEach
  void noSystemd() throws Exception {
    bus.close();
  }

  @Override
  Script here(Script script, String input) {
    Script here = super.here(script, input);
    String stand = SYSTEMD.replace("FAKE", fake.toString()).replace("TARGET", target.toString());
    String text =
        here.text()
            .replace("/run/user/", folder.resolve("run") + "/")
            .replaceFirst(
                "\n(transaction|roll_back \"\\$1\")\nlet_go",
                "\n" + Matcher.quoteReplacement(stand) + "$0");
    assertThat(text).contains("what is $1?");
    return new Script(text, here.arguments(), here.input(), here.limit());
  }

  @Test
  void newUnitIsStartedAndGoesWithTheWayBack() throws Exception {
    commit(
        List.of(again(), put("u.service", "0644", "first\n"), reload(), raise("enable", "start")));
    assertThat(state()).isEqualTo("enabled, runs first");
    rollBack("0").check(Optional.empty());
    assertThat(state()).isEqualTo("disabled, runs nothing");
    assertThat(names(target)).isEmpty();
  }

  @Test
  void unitThatDoesNotComeUpFailsWithWhatItSaid() throws Exception {
    List<Step> steps =
        List.of(again(), put("u.service", "0644", "broken\n"), reload(), raise("enable", "start"));
    assertThatThrownBy(() -> commit(steps))
        .isInstanceOf(RolledBackException.class)
        .hasMessageContainingAll("start u.service", "ActiveState=inactive");
    assertThat(state()).isEqualTo("disabled, runs nothing");
  }

  /** A package's, say, which our file now comes before. */
  @Test
  void unitThatRanByAnothersFileRunsByOurs() throws Exception {
    Files.writeString(fake.resolve("runs"), "theirs\n");
    commit(
        List.of(again(), put("u.service", "0644", "ours\n"), reload(), raise("enable", "replace")));
    assertThat(state()).isEqualTo("enabled, runs ours");
  }

  @Test
  void changedUnitThatDoesNotComeUpRunsByItsOldFileAgain() throws Exception {
    running("first\n");
    assertThatThrownBy(() -> commit(change("broken\n"))).isInstanceOf(RolledBackException.class);
    assertThat(state()).isEqualTo("enabled, runs first");
    assertThat(target.resolve("u.service")).hasContent("first\n");
  }

  @Test
  void changedUnitRunsByItsOldFileAfterARollBack() throws Exception {
    running("first\n");
    commit(change("second\n"));
    assertThat(state()).isEqualTo("enabled, runs second");
    rollBack("1").check(Optional.empty());
    assertThat(state()).isEqualTo("enabled, runs first");
  }

  @Test
  void unitThatWasStoppedIsStoppedAgain() throws Exception {
    running("first\n");
    Files.delete(fake.resolve("runs"));
    Files.delete(fake.resolve("enabled"));
    commit(change("second\n"));
    rollBack("1").check(Optional.empty());
    assertThat(state()).isEqualTo("disabled, runs nothing");
  }

  @Test
  void formerUnitIsBackWithItsFile() throws Exception {
    running("first\n");
    String file = target.resolve("u.service").toString();
    commit(List.of(unit("rest_unit"), again(), step("drop_file", file), reload()));
    assertThat(state()).isEqualTo("disabled, runs nothing");
    assertThat(names(target)).isEmpty();
    rollBack("1").check(Optional.empty());
    assertThat(state()).isEqualTo("enabled, runs first");
  }

  /** Its image may be gone from the registry by now. */
  @Test
  void unitThatStartsNoMoreIsToldAndKeepsNothingFromGoingBack() throws Exception {
    running("first\n");
    commit(change("second\n"));
    commit(List.of(unit("rest_unit")));
    Files.createFile(fake.resolve("dead"));
    Ending ending = rollBack("1");
    ending.check(Optional.empty());
    assertThat(ending.stays())
        .containsExactly("u.service as it is, which ran before and does not start any more");
    assertThat(state()).isEqualTo("enabled, runs nothing");
    assertThat(target.resolve("u.service")).hasContent("first\n");
  }

  @Test
  void jobThatWasDoneIsDoneAgain() throws Exception {
    running("first\n");
    Files.delete(fake.resolve("runs"));
    Files.writeString(
        fake.resolve("job"), "Type=oneshot\nResult=success\nInactiveEnterTimestampMonotonic=77\n");
    commit(List.of(unit("rest_unit")));
    rollBack("1").check(Optional.empty());
    assertThat(state()).isEqualTo("enabled, runs first");
  }

  @Test
  void generatedUnitIsNeitherLinkedNorUnlinked() throws Exception {
    running("first\n");
    Files.writeString(fake.resolve("enabled"), "generated\n");
    commit(List.of(unit("note_changed_unit"), again(), reload(), raise("", "restart")));
    assertThat(state()).isEqualTo("generated, runs first");
    commit(List.of(unit("rest_unit")));
    assertThat(state()).isEqualTo("generated, runs nothing");
    rollBack("1").check(Optional.empty());
    assertThat(state()).isEqualTo("generated, runs first");
  }

  private void running(String content) throws Exception {
    commit(List.of(again(), put("u.service", "0644", content), reload(), raise("enable", "start")));
  }

  private List<Step> change(String content) {
    return List.of(
        unit("note_changed_unit"),
        again(),
        put("u.service", "0644", content),
        reload(),
        raise("reenable", "restart"));
  }

  private static Step again() {
    return new Step(
        "when going back",
        new Call(new Fragment("engine/undo"), "undo_with", List.of("reload_units", "a", "7")));
  }

  private static Step reload() {
    return new Step("reload", new Call(UNITS, "reload_units", List.of("a", "7")));
  }

  private static Step raise(String link, String verb) {
    return new Step(
        "start u.service",
        new Call(UNITS, "raise_unit", List.of("a", "7", "u.service", link, verb)));
  }

  private static Step unit(String function) {
    return new Step(function, new Call(UNITS, function, List.of("a", "7", "u.service")));
  }

  private String state() throws Exception {
    return read("enabled", "disabled") + ", runs " + read("runs", "nothing");
  }

  private String read(String name, String otherwise) throws Exception {
    Path file = fake.resolve(name);
    return Files.exists(file) ? Files.readString(file).strip() : otherwise;
  }
}
