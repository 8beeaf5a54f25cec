package dev.provision.verify.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import dev.provision.verify.Finding.Status;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** No answer makes a judge throw, and none that is broken makes a check pass. */
class HostileAnswersTest {
  private static final Path GOOD = Fixtures.HOSTS.resolve("debian-13");
  private static final long SEED = 20261122;

  private final Random random = new Random(SEED);

  @Test
  void noAnswerAtAll() {
    neverPasses(answer -> new Answer(127, new byte[0]));
    neverPasses(answer -> new Answer(0, new byte[0]));
  }

  @Test
  void outOfTime() {
    neverPasses(answer -> new Answer(124, new byte[] {0x1e}));
  }

  @Test
  void cutOff() {
    for (Check check : Fixtures.checks()) {
      Map<Fact, Answer> good = good(check);
      for (Fact fact : check.facts()) {
        byte[] bytes = good.get(fact).bytes();
        // What is left of it may still hold all that one property needs, never all of them.
        for (int length : new int[] {0, bytes.length / 3, bytes.length / 2, bytes.length * 3 / 4}) {
          var answers = new HashMap<>(good);
          answers.put(fact, new Answer(0, Arrays.copyOf(bytes, length)));
          assertThat(check.judge(new Observation(answers)))
              .as("%s, %s cut to %d", check.id(), Fixtures.name(fact), length)
              .anyMatch(finding -> finding.status() != Status.PASSED);
        }
      }
    }
  }

  @Test
  void noise() {
    for (int round = 0; round < 300; round++) {
      neverPasses(answer -> new Answer(random.nextInt(4), bytes(random.nextInt(400))));
    }
  }

  @Test
  void flippedBytesNeverThrow() {
    List<Check> checks = Fixtures.checks();
    for (Check check : checks) {
      Map<Fact, Answer> good = good(check);
      for (int round = 0; round < 300; round++) {
        var answers = new HashMap<Fact, Answer>();
        good.forEach((fact, answer) -> answers.put(fact, flipped(answer)));
        assertSound(check, check.judge(new Observation(answers)));
      }
    }
  }

  @Test
  void deepNestingIsRefused() {
    byte[] deep = ("{\"host\":" + "[".repeat(100_000)).getBytes();
    neverPasses(answer -> new Answer(0, deep));
  }

  private void neverPasses(Function<Answer, Answer> spoil) {
    for (Check check : Fixtures.checks()) {
      var answers = new HashMap<Fact, Answer>();
      good(check).forEach((fact, answer) -> answers.put(fact, spoil.apply(answer)));
      List<Finding> findings = check.judge(new Observation(answers));
      assertSound(check, findings);
      assertThat(findings).as(check.id()).anyMatch(finding -> finding.status() != Status.PASSED);
    }
  }

  private static void assertSound(Check check, List<Finding> findings) {
    assertThat(findings).as(check.id()).isNotEmpty();
    assertThat(findings)
        .allSatisfy(
            finding -> {
              assertThat(finding.actual()).hasSizeLessThan(700);
              assertThat(finding.actual().chars()).noneMatch(Character::isISOControl);
              assertThat(finding.property().chars()).noneMatch(Character::isISOControl);
            });
  }

  private static Map<Fact, Answer> good(Check check) {
    return Fixtures.observation(check.facts(), GOOD).answers();
  }

  private Answer flipped(Answer answer) {
    byte[] bytes = answer.bytes();
    for (int i = 0; i < 1 + random.nextInt(4) && bytes.length > 0; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return new Answer(random.nextInt(10) == 0 ? random.nextInt(256) : answer.status(), bytes);
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
