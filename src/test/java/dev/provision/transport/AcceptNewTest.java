package dev.provision.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many threads and two processes add keys to one file. */
final class AcceptNewTest {
  private static final int HOSTS = 200;

  @TempDir Path folder;

  /** What the second process runs: {@code FILE NAME...}. */
  public static void main(String[] arguments) throws Exception {
    addAll(Path.of(arguments[0]), arguments[1]);
  }

  @Test
  void loseNothingAndAddNothingTwice() throws Exception {
    Path file = folder.resolve("known_hosts");
    List<Process> processes = new ArrayList<>();
    for (String key : List.of("one", "two")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  AcceptNewTest.class.getName(),
                  file.toString(),
                  key)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve(key).toFile())
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    for (String key : List.of("one", "two")) {
      assertThat(folder.resolve(key)).hasContent("");
    }
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(HOSTS);
    assertThat(lines.stream().map(line -> line.split(" ")[0]).distinct()).hasSize(HOSTS);
    assertThat(lines).allMatch(line -> KnownHostsLine.parse("", line).isPresent());
  }

  private static void addAll(Path file, String keyName) throws Exception {
    // Two instances, as in two runs, and four threads that share each.
    List<KnownHosts> instances = List.of(KnownHosts.of(file), KnownHosts.of(file));
    String key = key(keyName);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> futures = new ArrayList<>();
    IntStream.range(0, HOSTS)
        .forEach(
            i -> {
              for (KnownHosts instance : instances) {
                futures.add(
                    threads.submit(
                        () -> {
                          String host = "host-" + i;
                          if (instance.lookUp(host).isEmpty()) {
                            instance.add(host, "ssh-ed25519", key);
                          }
                          if (instance.lookUp(host).size() != 1) {
                            throw new IOException(host + " was lost");
                          }
                          return null;
                        }));
              }
            });
    try {
      for (Future<?> future : futures) {
        future.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static String key(String name) {
    byte[] blob = new byte[51];
    blob[3] = 11;
    byte[] type = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(type, 0, blob, 4, type.length);
    blob[18] = 32;
    blob[50] = (byte) name.hashCode();
    return Base64.getEncoder().encodeToString(blob);
  }
}
