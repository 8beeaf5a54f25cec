package dev.provision.imports;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The command docker and its socket; tmpfiles.d(5). */
final class DockerSection implements Section {
  private static final String WRAPPER = "docker.wrapper";
  private static final String SOCKET = "docker.socket";
  private static final String MASK = "/etc/tmpfiles.d/podman-docker.conf";

  /** In the order of sudo's secure_path. */
  private static final List<String> COMMANDS =
      List.of(
          "/usr/local/sbin/docker", "/usr/local/bin/docker", "/usr/sbin/docker", "/usr/bin/docker");

  private static final Pattern LINK =
      Pattern.compile(
          "\\s*L\\S*\\s+(?<path>/\\S+|%t/\\S+)\\s+\\S+\\s+\\S+\\s+\\S+\\s+\\S+\\s+(?<target>\\S+).*");

  @Override
  public List<String> keys() {
    return List.of(WRAPPER, "docker.nodocker", SOCKET);
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    Optional<FoundFile> command =
        COMMANDS.stream().flatMap(it -> host.file(it).stream()).findFirst();
    sketch.put(WRAPPER, command.map(it -> wrapper(it, sketch)).orElse(""));
    boolean quiet = host.file("/etc/containers/nodocker").isPresent();
    sketch.put("docker.nodocker", quiet);
    readSocket(host, account, sketch);
  }

  /** Where it is to be; nothing where a package brings the command. */
  private static String wrapper(FoundFile file, Sketch sketch) {
    if (file.owned().isPresent()) {
      sketch.note(WRAPPER, file.path() + " is the package " + file.owned().get() + "'s");
      return "";
    }
    if (file.isProgram()) {
      sketch.fault(
          WRAPPER,
          file.path(),
          "is a real docker, which pipelines meet instead of podman",
          "remove it from the image, and leave this key out for a wrapper");
      return "";
    }
    boolean local = file.path().startsWith("/usr/local/");
    if (!local) {
      sketch.fault(
          WRAPPER,
          file.path(),
          "was put where the package podman-docker has its own, which overwrites it unasked",
          "apply makes /usr/local/bin/docker, which comes first; then remove this one");
      return "/usr/local/bin/docker";
    }
    file.text()
        .filter(it -> it.contains("echo") && !it.contains("Managed by provision"))
        .ifPresent(
            it ->
                sketch.note(
                    WRAPPER, file.path() + " prints text of its own; that of apply prints none"));
    return file.path();
  }

  /** One line of tmpfiles.d that makes a link. */
  private record Line(FoundFile file, String path, String target) {}

  private static void readSocket(FoundHost host, Account account, Sketch sketch) {
    List<Line> lines =
        Stream.of("/etc/tmpfiles.d", "/usr/lib/tmpfiles.d")
            .flatMap(
                folder ->
                    host.files().values().stream().filter(it -> it.path().startsWith(folder + "/")))
            .filter(it -> !isMasked(it, host))
            .flatMap(DockerSection::links)
            .filter(it -> it.target().equals(account.socket()))
            .toList();
    sketch.put(SOCKET, lines.isEmpty() ? "" : lines.get(0).path());
    for (Line line : lines) {
      if (line.file().path().startsWith("/usr/lib/")) {
        sketch.fault(
            SOCKET,
            line.file().path(),
            "was written into the folder of packages, where an upgrade takes it away",
            "apply makes " + MASK + ", which takes the place of a file of that name there");
      } else if (!line.file().path().equals(MASK)) {
        sketch.fault(
            SOCKET,
            line.file().path(),
            "of two files for one link the name that sorts first wins, so the package"
                + " podman-docker can have it lead to root's podman",
            "apply makes " + MASK + ", which masks the package's; then remove this file");
      }
    }
    if (lines.size() > 1) {
      sketch.fault(
          SOCKET,
          lines.get(1).file().path(),
          "makes " + lines.get(1).path() + ", and a profile has one link",
          "only " + lines.get(0).path() + " is here");
    }
    if (lines.isEmpty()) {
      host.file(MASK)
          .ifPresent(
              it ->
                  sketch.fault(
                      SOCKET,
                      MASK,
                      "makes no link to " + account.socket(),
                      "apply takes it for another's; leave this key out to have it written anew"));
    }
  }

  /** A file of the same name in /etc takes the place of a package's. */
  private static boolean isMasked(FoundFile file, FoundHost host) {
    return file.path().startsWith("/usr/lib/")
        && host.file("/etc/tmpfiles.d/" + file.name()).isPresent();
  }

  private static Stream<Line> links(FoundFile file) {
    return file.text().stream()
        .flatMap(String::lines)
        .map(LINK::matcher)
        .filter(Matcher::matches)
        .map(it -> new Line(file, plain(it.group("path")), plain(it.group("target"))));
  }

  /** tmpfiles.d(5): %t is /run for the system's, and %% is one. */
  private static String plain(String path) {
    return path.replaceFirst("^%t/", "/run/").replaceFirst("^/var/run/", "/run/");
  }
}
