package dev.provision.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.config.keys.AuthorizedKeysAuthenticator;

/**
 * Apache MINA's server with one key that may log in. Each script says {@code hi} and ends with 3.
 */
final class MinaServer implements AutoCloseable {
  private final SshServer server = SshServer.setUpDefaultServer();
  private final Path folder;
  private final AtomicInteger commands = new AtomicInteger();

  /**
   * Starts.
   *
   * @param folder empty, for keys
   * @param settings done last
   */
  MinaServer(Path folder, Consumer<SshServer> settings) {
    this.folder = folder;
    try {
      OpenSshServer.keygen("-t", "ed25519", "-f", identity().toString());
      Files.copy(folder.resolve("id.pub"), folder.resolve("authorized_keys"));
      server.setHost("127.0.0.1");
      server.setKeyPairProvider(
          KeyPairProvider.wrap(KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256)));
      server.setPublickeyAuthenticator(
          new AuthorizedKeysAuthenticator(folder.resolve("authorized_keys")));
      server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
      server.setCommandFactory(
          ScriptedCommand.factory(
              (running, channel) -> {
                commands.incrementAndGet();
                running.stdout().write(running.marker());
                running.stdout().write("hi\n".getBytes(StandardCharsets.UTF_8));
                running.exit(3);
              }));
      settings.accept(server);
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A private key that may log in. */
  Path identity() {
    return folder.resolve("id");
  }

  SshTarget target() {
    return new SshTarget("root", "127.0.0.1", server.getPort());
  }

  /** How many commands there were. */
  int commands() {
    return commands.get();
  }

  @Override
  public void close() {
    try {
      server.stop(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
