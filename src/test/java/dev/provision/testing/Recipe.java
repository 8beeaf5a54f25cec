package dev.provision.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Collectors;

/**
 * A host that was set up with a shell recipe, and what is wrong with such recipes: a policy that is
 * no JSON, variables without export, a command in the place of a package's.
 */
public final class Recipe {
  private static final Path FIXTURES = Path.of("src/test/resources/imports");

  private Recipe() {}

  /** As the recipe leaves it. */
  public static SmallTree in(Path root) throws IOException {
    String armour = Files.readString(Path.of("profiles/keys/example.asc"));
    String base64 =
        armour
            .lines()
            .dropWhile(line -> !line.isBlank())
            .filter(line -> !line.isBlank() && !line.startsWith("=") && !line.startsWith("-"))
            .collect(Collectors.joining());
    SmallTree tree =
        SmallTree.in(root)
            .with(FIXTURES.resolve("recipe"))
            .with(
                "/etc/apt/keyrings/devel_kubic_libcontainers_unstable.gpg",
                Base64.getDecoder().decode(base64))
            .withLink(
                "/home/AzDevOps/.config/systemd/user/sockets.target.wants/podman.socket",
                "/usr/lib/systemd/user/podman.socket")
            .withLink(
                "/home/AzDevOps/.config/systemd/user/default.target.wants/podman.service",
                "/usr/lib/systemd/user/podman.service");
    Files.createDirectories(
        root.resolve("home/AzDevOps/.local/share/containers/storage/overlay-layers"));
    return tree;
  }

  /** With a policy that is JSON. */
  public static SmallTree mended(Path root) throws IOException {
    return in(root)
        .with(
            "/etc/containers/policy.json",
            Files.readAllBytes(FIXTURES.resolve("policy-mended.json")));
  }
}
