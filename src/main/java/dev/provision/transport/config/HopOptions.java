package dev.provision.transport.config;

import dev.provision.transport.HostKeyPolicy;
import dev.provision.transport.KnownHosts;
import dev.provision.transport.SshKeys;
import dev.provision.transport.SshOptions;
import dev.provision.transport.config.SshConfig.Settled;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How to get in at one host. Keys are read, and known_hosts shared, once for all hosts that have
 * the same ones.
 */
final class HopOptions {
  private static final Path NOWHERE = Path.of("/dev/null");

  private final Seat seat;
  private final Map<List<Path>, KnownHosts> knownHosts = new HashMap<>();
  private final Map<KeyFiles, SshKeys> keys = new HashMap<>();

  private record KeyFiles(
      List<Path> keys, List<Path> certificates, Optional<Path> socket, boolean alsoOfAgent) {}

  HopOptions(Seat seat) {
    this.seat = seat;
  }

  /**
   * What the file says, except of what is settled.
   *
   * @throws InvalidSshConfigException when that would switch the check of host keys off, say
   */
  SshOptions of(HostSettings settings, SshOptions given, Settled settled) {
    SshOptions options = given.withKeys(keys(settings, given.keys()));
    if (!settled.hostKey()) {
      options =
          settings
              .strictHostKeyChecking()
              .map(HopOptions::policy)
              .map(options::withHostKey)
              .orElse(options);
    }
    if (!settled.connectTimeout()) {
      options = settings.connectTimeout().map(options::withConnectTimeout).orElse(options);
    }
    return settled.knownHosts() ? options : withKnownHosts(settings, options);
  }

  private SshKeys keys(HostSettings settings, SshKeys given) {
    if (!given.identities().isEmpty()) {
      return given;
    }
    List<Path> files = settings.identityFiles();
    List<Path> certificates = settings.certificateFiles();
    Optional<ConfigLine> only = settings.identitiesOnly();
    if (only.isPresent() && files.isEmpty() && certificates.isEmpty()) {
      throw only.get()
          .invalid("leaves no key to log in with", "name one with IdentityFile or --identity");
    }
    Optional<Path> socket =
        settings.identityAgent().map(settings::agentSocket).orElseGet(given::agentSocket);
    return keys.computeIfAbsent(
        new KeyFiles(files, certificates, socket, only.isEmpty()),
        it -> SshKeys.files(it.keys(), it.certificates(), it.socket(), it.alsoOfAgent()));
  }

  private static HostKeyPolicy policy(ConfigLine line) {
    return switch (line.argument().toLowerCase(Locale.ROOT)) {
      // Nobody is there to be asked.
      case "yes", "true", "ask" -> HostKeyPolicy.STRICT;
      case "accept-new" -> HostKeyPolicy.ACCEPT_NEW;
      case "no", "false", "off" ->
          throw line.invalid(
              "would trust any host, and there is no way to do that",
              "write accept-new, or give --host-key SHA256:...");
      default -> throw line.invalid("is \"" + line.argument() + "\"", "write yes or accept-new");
    };
  }

  private SshOptions withKnownHosts(HostSettings settings, SshOptions options) {
    Optional<List<Path>> user = settings.userKnownHosts();
    Optional<List<Path>> global = settings.globalKnownHosts();
    if (user.isEmpty() && global.isEmpty()) {
      return options;
    }
    List<Path> own = user.orElse(List.of(seat.home().resolve(".ssh/known_hosts")));
    Path added = own.isEmpty() ? NOWHERE : own.get(0);
    if (options.hostKey().acceptNew() && added.equals(NOWHERE)) {
      throw settings
          .line("userknownhostsfile")
          .orElseThrow()
          .invalid(
              "keeps no key, so that accept-new would trust any host", "name a file for new keys");
    }
    List<Path> files =
        Stream.concat(
                Stream.concat(Stream.of(added), own.stream().skip(1)),
                global.orElse(List.of(Path.of("/etc/ssh/ssh_known_hosts"))).stream())
            .toList();
    return options.withKnownHosts(
        knownHosts.computeIfAbsent(
            files, it -> new KnownHosts(it.get(0), it.subList(1, it.size()))));
  }
}
