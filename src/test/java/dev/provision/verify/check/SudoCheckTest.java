package dev.provision.verify.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import dev.provision.plan.Observation;
import dev.provision.profile.ProfileLoader;
import dev.provision.verify.Finding.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What sudo 1.9.13 and 1.9.16 say of an account that may do everything without a password. */
class SudoCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      value = {
        "(ALL : ALL) NOPASSWD: ALL => PASSED",
        "(ALL) NOPASSWD: ALL => PASSED",
        "(root) NOPASSWD: SETENV: ALL => PASSED",
        "(ALL : ALL) ALL; (ALL : ALL) NOPASSWD: ALL => PASSED",
        "(ALL : ALL) NOPASSWD: ALL; (ALL : ALL) ALL => FAILED",
        "(ALL : ALL) NOPASSWD: ALL; (ALL) PASSWD: ALL, !/bin/su => FAILED",
        "(ALL : ALL) NOPASSWD: ALL; (ALL) /usr/bin/apt => FAILED",
        "(ALL : ALL) ALL => FAILED",
        "(postgres) NOPASSWD: ALL => FAILED",
      })
  void theLastRuleDecides(String rules, Status status) {
    String text =
        "Matching Defaults entries for AzDevOps on debian:\n    env_reset, use_pty\n\n"
            + "User AzDevOps may run the following commands on debian:\n    "
            + rules.replace("; ", "\n    ")
            + "\n";
    assertThat(status(text)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"User AzDevOps is not allowed to run sudo on debian., FAILED", "'', UNKNOWN"})
  void nothingIsNotEverything(String text, Status status) {
    assertThat(status(text + "\n")).isEqualTo(status);
  }

  private static Status status(String text) {
    var check =
        SudoCheck.of(ProfileLoader.load("ado-runner", List.of("agent.sudo=nopasswd")))
            .orElseThrow();
    var answer = new Answer(0, (text + "\u001e").getBytes(UTF_8));
    return check.judge(new Observation(Map.of(check.facts().get(0), answer))).get(0).status();
  }
}
