package dev.provision.engine;

import dev.provision.containers.PodmanVersion;
import dev.provision.containers.pull.HostFiles;
import dev.provision.containers.pull.SeenFile;
import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Fragment;
import dev.provision.plan.Observation;
import dev.provision.resource.HostFacts;
import dev.provision.transport.Transport;
import dev.provision.transport.UnreachableException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What podman of an account on a host reads before it pulls; one program, which changes nothing.
 *
 * @param podman its version, where it tells one
 * @param files nothing when the host has no such account
 */
public record PullFiles(Optional<PodmanVersion> podman, Optional<HostFiles> files) {
  private static final Fragment FRAGMENT = new Fragment("resource/containers");

  /** Asks a host. */
  public static PullFiles of(Transport host, String account) {
    Fact files = Fact.asRoot(FRAGMENT, "observe_containers", account);
    Observation seen =
        new Host(host, account)
            .observe(Stream.concat(Stream.of(files), HostFacts.facts().stream()).toList());
    return new PullFiles(
        HostFacts.podman(seen).flatMap(PodmanVersion::find), read(host.name(), seen.answer(files)));
  }

  private static Optional<HostFiles> read(String host, Answer answer) {
    List<String> lines = answer.text().lines().toList();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String[] account = lines.get(0).split(" ", -1);
    try {
      if (account.length == 3 && lines.get(lines.size() - 1).equals("end")) {
        List<SeenFile> files =
            lines.subList(1, lines.size() - 1).stream().map(PullFiles::file).toList();
        return Optional.of(new HostFiles(decoded(account[1]), account[2], files));
      }
    } catch (IllegalArgumentException e) {
      // No line of ours: told below.
    }
    throw new UnreachableException(host + ": what podman reads there could not be read");
  }

  private static SeenFile file(String line) {
    String[] words = (line + " ").split(" ", -1);
    return new SeenFile(
        SeenFile.State.valueOf(words[0].toUpperCase(Locale.ROOT)),
        decoded(words[1]),
        decoded(words.length > 2 ? words[2] : ""));
  }

  private static String decoded(String word) {
    return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
  }
}
