package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.ProfileLoader;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What sudo itself says that it removes, no profile may set. */
class LostVariablesIT {
  @ParameterizedTest
  @EnumSource(names = {"BOOKWORM", "TRIXIE"})
  void everyVariableThatSudoRemovesIsRefused(Chroot chroot) {
    Chroot.Ran ran = chroot.run(TestProfiles.runner().agent(), List.of(), "sudo -V");
    List<String> removed =
        ran.out()
            .lines()
            .dropWhile(line -> !line.equals("Environment variables to remove:"))
            .skip(1)
            .takeWhile(line -> line.startsWith("\t"))
            .map(String::strip)
            // Of any name: judged by the value.
            .filter(pattern -> !pattern.startsWith("*"))
            .map(pattern -> pattern.replace("*", "X"))
            .toList();

    assertThat(removed).as(ran.err()).hasSizeGreaterThan(30);
    assertThat(removed)
        .allSatisfy(
            name ->
                assertThatThrownBy(
                        () ->
                            ProfileLoader.load(
                                "ado-runner", List.of("agent.environment." + name + "=x")))
                    .isInstanceOf(InvalidProfileException.class)
                    .hasMessageContaining(name));
  }
}
