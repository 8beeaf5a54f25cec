package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.provision.vm.Command.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code provision export packer} writes, with Debian's Packer 1.6.6. Azure itself cannot be
 * had here: its source is only validated.
 */
@Order(Integer.MAX_VALUE - 1)
class PackerIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  @TempDir Path folder;

  @Test
  void bothSourcesAreValid() {
    export();
    for (String source : List.of("azure-arm.runner", "qemu.runner")) {
      Result result =
          packer("validate", "-only=" + source, "-var", "disk=/disk.qcow2", build().toString());
      assertThat(result.status()).as(result.everything()).isZero();
    }
  }

  @Test
  void imageIsBakedAndIsARunnerWhenItBoots() throws Exception {
    export();
    try (var lab = Lab.up("test-packer", "bookworm")) {
      lab.off();
      Path disk = lab.folder().resolve("disk.qcow2");
      Path whole = folder.resolve("whole.qcow2");
      must("qemu-img", "convert", "-O", "qcow2", disk.toString(), whole.toString());
      Map<String, String> env = lab.env();
      Result result =
          packer(
              "build",
              "-only=qemu.runner",
              "-var",
              "provision=" + Path.of(Tool.PROGRAM).toAbsolutePath(),
              "-var",
              "disk=" + whole,
              "-var",
              "private_key_file=" + env.get("LAB_KEY"),
              "-var",
              "output=" + folder.resolve("output"),
              "-var",
              "accelerator=" + env.get("LAB_ACCEL"),
              "-var",
              "qemuargs=" + JSON.writeValueAsString(machine(lab)),
              build().toString());
      assertThat(result.status()).as(result.everything()).isZero();
      Files.move(
          folder.resolve("output/ado-runner.qcow2"), disk, StandardCopyOption.REPLACE_EXISTING);
      lab.on();
      assertThat(lab.must("cat /etc/machine-id")).as("made at boot").matches("[0-9a-f]{32}");
      assertThat(lab.must("cat /etc/provision/receipt.json"))
          .containsPattern("\"build\" : \"[0-9a-f]{8}-[0-9a-f-]{27}\"");
      // All of it was asked while it was baked.
      Result verify =
          Tool.on(lab, "verify", "ado-runner", "--check", "state", "--check", "job.container");
      assertThat(verify.status()).as(verify.everything()).isZero();
    }
  }

  /** The lab's machine has its kernel beside the disk, and sees the lab's registry and mirror. */
  private static List<List<String>> machine(Lab lab) {
    Path files = lab.folder();
    return List.of(
        List.of("-kernel", files.resolve("vmlinuz").toString()),
        List.of("-initrd", files.resolve("initrd.img").toString()),
        // As the lab does; see processor_options in src/lab/lib/accelerator.sh.
        List.of("-smp", lab.env().get("LAB_ACCEL").equals("tcg") ? "1" : "2"),
        List.of(
            "-append",
            "root=/dev/vda rw console=ttyS0 net.ifnames=0 mitigations=off init_on_alloc=0"
                + " norandmaps"),
        List.of(
            "-netdev",
            "user,id=user.0,restrict=on,ipv6=off,hostfwd=tcp:127.0.0.1:{{ .SSHHostPort }}-:22,"
                + "guestfwd=tcp:10.0.2.100:443-cmd:socat - TCP:"
                + lab.env().get("LAB_REGISTRY")
                + ",guestfwd=tcp:10.0.2.101:80-cmd:busybox httpd -i -h "
                + files.resolve("www")));
  }

  private static void must(String... command) {
    Result result = Command.run(PATIENCE, Map.of(), List.of(command));
    assertThat(result.status()).as(result.everything()).isZero();
  }

  private void export() {
    Result export =
        Tool.run("export", "packer", "--profile", "ado-runner", "--out", build().toString());
    assertThat(export.status()).as(export.everything()).isZero();
    assertThat(build().resolve("plugins.pkr.hcl").toFile().delete()).isTrue();
  }

  private Path build() {
    return folder.resolve("build");
  }

  private Result packer(String... words) {
    var command = new ArrayList<>(List.of("packer"));
    command.addAll(List.of(words));
    return Command.run(
        PATIENCE,
        Map.of(
            "PACKER_NO_COLOR", "1",
            "CHECKPOINT_DISABLE", "1",
            "PACKER_CACHE_DIR", folder.resolve("cache").toString()),
        command);
  }
}
