package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A Debian tree that is not booted, on a small disk of its own that can be filled. It is an overlay
 * over the lab's chroot, so that putting it back costs a few files. Needs root.
 */
final class Tree implements AutoCloseable {
  /** A few times what an apply writes, and quickly filled. */
  private static final String DISK = "48M";

  /** Of passwd's own backups and locks, which carry no state, nothing is compared. */
  private static final String NOT_COMPARED =
      "-e '^etc/[a-z]*-[[:space:]]' -e '^etc/[.]pwd[.]lock' -e '[.]cache/'";

  private final Path folder;

  private Tree(Path folder) {
    this.folder = folder;
  }

  /**
   * A tree as the lab has it, with what a shell program in it does first.
   *
   * @param folder gets mounts; exists
   */
  static Tree of(Path folder, String distro, String prepare) {
    var tree = new Tree(folder);
    tree.sh(
        """
        lower=$(src/lab/chroot path %s)
        mount -t tmpfs -o mode=0700 tmpfs "$1" && cd "$1" && mkdir root states
        truncate -s %s disk && mkfs.ext4 -q -m 0 disk && mkdir fs && mount -o loop disk fs
        ln -s "$lower" lower
        mkdir states/first
        """
            .formatted(distro, DISK));
    tree.reset("first");
    tree.inside(prepare);
    tree.keep("first");
    return tree;
  }

  /** What {@code --root} is given. */
  Path root() {
    return folder.resolve("root");
  }

  /** Back to a state that was kept; {@code first} is the prepared tree. */
  void reset(String state) {
    sh(
        """
        cd "$1" && { umount root 2>/dev/null || true; } && rm -rf fs/upper fs/work && mkdir fs/work
        cp -a "states/$2" fs/upper
        mount -t overlay -o "lowerdir=$(readlink lower),upperdir=fs/upper,workdir=fs/work" overlay root
        """,
        state);
  }

  /** Keeps the state that the tree is in under a name. */
  void keep(String state) {
    sh("cd \"$1\" && rm -rf \"states/$2\" && cp -a fs/upper \"states/$2\"", state);
  }

  /** A shell program in the tree. */
  String inside(String program) {
    return sh("exec chroot \"$1/root\" /bin/sh -euc \"$2\"", program);
  }

  /**
   * Type, access, content or target of everything that provision could write, by its path: all of
   * it that a rollback owes, but for times.
   */
  Map<String, String> entries() {
    String found =
        inside(
            """
            cd /
            places='etc usr/local home var/lib/systemd/linger var/spool/mail'
            find $places -printf '%%p\\t%%y %%m %%U:%%G %%l\\n' 2>/dev/null | grep -v %1$s
            find $places -type f -exec sha256sum {} + 2>/dev/null | sed 's/  /\\t/' |
              awk -F '\\t' '{ print $2 "\\t" $1 }' | grep -v %1$s
            getfacl -Rps $places | awk '/^# file: / { file = substr($0, 9) }
              !/^#/ && NF { print file "\\t" $0 }' | sort -s -t '\t' -k 1,1
            """
                .formatted(NOT_COMPARED));
    var entries = new TreeMap<String, String>();
    found
        .lines()
        .map(line -> line.split("\t", 2))
        .forEach(parts -> entries.merge(parts[0], parts[1], (a, b) -> a + " " + b));
    assertThat(entries).containsKeys("etc/passwd", "usr/local/bin", "home");
    return entries;
  }

  /** All of that and extended attributes, in one number. */
  String fingerprint() {
    return inside(
        "cd / && tar --sort=name --xattrs --xattrs-include='*' --acls --mtime=@0"
            + " --pax-option=delete=atime,delete=ctime --exclude=.cache --exclude='etc/*-'"
            + " --exclude=etc/.pwd.lock -cf - etc usr/local home var/lib/systemd/linger | sha256sum");
  }

  private String sh(String program, String... arguments) {
    var words = new java.util.ArrayList<>(List.of("sh", "-euc", program, "sh", folder.toString()));
    words.addAll(List.of(arguments));
    Result result = Command.run(Duration.ofMinutes(5), Map.of(), words);
    assertThat(result.status()).as(program + "\n" + result.everything()).isZero();
    return result.stdout();
  }

  @Override
  public void close() {
    sh("cd \"$1\" && umount root; umount fs; cd /; umount -l \"$1\"");
  }
}
