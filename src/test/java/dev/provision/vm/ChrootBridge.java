package dev.provision.vm;

import dev.provision.transport.Conversation;
import dev.provision.transport.Duplex;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Programs with open streams, as root of a chroot that sees a service's folder: what a host behind
 * SSH would run, without SSH.
 *
 * @param prelude a program of sh that is run before
 */
record ChrootBridge(String distro, Path folder, String prelude) implements Transport {

  @Override
  public String name() {
    return distro;
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    throw new AssertionError("only a bridge was expected");
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    throw new AssertionError("only a bridge was expected");
  }

  @Override
  public Duplex open(Script script) {
    var words =
        new ArrayList<>(
            List.of("src/lab/chroot", "run", distro, "--bind", folder + ":/service", "--"));
    words.addAll(List.of("sh", "-c", prelude + "\n" + script.text(), "provision"));
    words.addAll(script.arguments());
    try {
      Path stderr = Files.createTempFile("bridge", ".err");
      return new ProcessDuplex(
          new ProcessBuilder(words).redirectError(stderr.toFile()).start(), stderr);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {}
}
