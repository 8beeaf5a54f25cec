package dev.provision.testing;

import dev.provision.transport.Conversation;
import dev.provision.transport.Duplex;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tree with a shell and what programs on a host need, of this machine's own. It is entered in a
 * namespace in which whoever runs the tests is root.
 */
public final class SmallTree implements Transport {
  private static final List<String> TOOLS =
      List.of(
          "sh",
          "base64",
          "cat",
          "cut",
          "dd",
          "env",
          "getent",
          "grep",
          "gzip",
          "head",
          "id",
          "mkdir",
          "readlink",
          "rm",
          "sed",
          "sort",
          "stat",
          "timeout",
          "tr",
          "true",
          "wc");

  private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

  private static final String ENTER =
      """
      tree=$1
      shift
      mount --rbind /dev "$tree/dev" || exit 1
      mount -t tmpfs -o mode=0755 tmpfs "$tree/run" || exit 1
      exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 chroot "$tree" "$@"
      """;

  private final Path root;

  private SmallTree(Path root) {
    this.root = root;
  }

  /** A tree in a folder that is made. */
  public static SmallTree in(Path root) {
    try {
      for (String folder : List.of("bin", "dev", "etc", "proc", "run", "tmp", "usr/bin")) {
        Files.createDirectories(root.resolve(folder));
      }
      for (String tool : TOOLS) {
        Path program = find(tool);
        Files.copy(program, root.resolve("bin").resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        said("ldd", program.toString())
            .lines()
            .map(LIBRARY::matcher)
            .filter(it -> it.find())
            .map(it -> Path.of(it.group(1)))
            .forEach(library -> add(library, root));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new SmallTree(root);
  }

  private static void add(Path library, Path root) {
    Path place = root.resolve(library.toString().substring(1));
    try {
      if (!Files.exists(place)) {
        Files.createDirectories(place.getParent());
        Files.copy(library.toRealPath(), place, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find(String tool) throws IOException {
    for (String folder : List.of("/bin", "/usr/bin")) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return Path.of(folder, tool).toRealPath();
      }
    }
    throw new IOException("this machine has no " + tool);
  }

  private static String said(String... words) throws IOException {
    return new String(
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .start()
            .getInputStream()
            .readAllBytes());
  }

  /** Where it is. */
  public Path root() {
    return root;
  }

  /** Adds what a folder of the tests has, over what is there. */
  public SmallTree with(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path place = root.resolve(folder.relativize(file).toString());
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(place);
        } else {
          Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a file by its path in the tree. */
  public SmallTree with(String path, byte[] content) {
    try {
      Files.createDirectories(root.resolve(path.substring(1)).getParent());
      Files.write(root.resolve(path.substring(1)), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Adds a link by its path in the tree. */
  public SmallTree withLink(String path, String target) {
    try {
      Files.createDirectories(root.resolve(path.substring(1)).getParent());
      Files.createSymbolicLink(root.resolve(path.substring(1)), Path.of(target));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  @Override
  public String name() {
    return root.toString();
  }

  @Override
  public boolean isBooted() {
    return false;
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    return LocalShell.run(
        List.of(
            "unshare",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            ENTER,
            "sh",
            root.toString(),
            "/bin/sh"),
        script);
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    throw new AssertionError("nothing is changed in it");
  }

  @Override
  public Duplex open(Script script) {
    throw new AssertionError("nothing runs in it");
  }

  @Override
  public void close() {
    // Its folder is the test's.
  }
}
