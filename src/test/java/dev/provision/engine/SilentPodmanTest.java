package dev.provision.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.profile.ProfileLoader;
import dev.provision.testing.SaidAnswers;
import dev.provision.transport.Conversation;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Of a hundred checks beside builds on a slow machine one found {@code podman --version} still busy
 * after 20 seconds, and took everything that depends on the version for drift.
 */
class SilentPodmanTest {
  @Test
  void aHostThatIsTooBusyIsNotDrifted() {
    assertThatThrownBy(() -> drift(124))
        .isInstanceOf(UnreachableException.class)
        .hasMessageContaining("slow: podman --version did not end in its time");
  }

  /** One without podman is. */
  @Test
  void aHostWithoutPodmanIs() {
    assertThat(drift(127).drifted()).isTrue();
  }

  private static DriftResult drift(int status) {
    return new Engine(
            ProfileLoader.load("ado-runner", List.of()),
            Maker.current(),
            new SlowHost(status),
            Progress.NONE,
            List.of())
        .drift(profile -> List.of());
  }

  /** A fake: answers nothing to any question, and podman's with a status. */
  private record SlowHost(int podman) implements Transport {
    private static final char FIELD = '\u001f';

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public Outcome run(Script script, Consumer<String> onLine) {
      String nonce = script.arguments().get(3);
      var answers = new StringBuilder("\n" + nonce + "\n");
      for (String call : script.arguments().get(0).split("\n")) {
        String[] fields = call.split("" + FIELD);
        int status = fields[1].equals("observe_podman") ? podman : 0;
        answers.append("\n" + nonce + FIELD + fields[0] + FIELD + status + "\n");
      }
      String said = SaidAnswers.record(nonce, answers.toString()) + "\nend\n";
      return new Outcome(0, said, "");
    }

    @Override
    public Outcome converse(Script script, Conversation conversation) {
      throw new AssertionError("nothing is changed");
    }

    @Override
    public void close() {}
  }
}
