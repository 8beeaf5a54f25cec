package dev.provision.podman.http;

import dev.provision.transport.TimeLimitException;
import dev.provision.transport.UnreachableException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A unix socket of this machine. */
public record UnixSocket(Path path) implements Endpoint {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public Connection connect(Duration most, Duration lifetime) {
    Duration patience = most.compareTo(PATIENCE) < 0 ? most : PATIENCE;
    SocketChannel channel;
    try {
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    } catch (IOException e) {
      throw new UnreachableException(name() + ": " + e.getMessage(), e);
    }
    // A listener that accepts nobody lets a connect wait for ever.
    try (var time = TimeLimit.on(channel, patience)) {
      try {
        channel.connect(UnixDomainSocketAddress.of(path));
        time.check();
        return new ChannelConnection(channel);
      } catch (IOException e) {
        closeQuietly(channel);
        throw time.hasExpired()
            ? new TimeLimitException(
                name() + ": accepts no connection within " + TimeLimit.seconds(patience))
            : new UnreachableException(name() + ": " + reason(e), e);
      }
    }
  }

  private static String reason(IOException trouble) {
    String said = String.valueOf(trouble.getMessage());
    if (said.contains("No such file")) {
      return "there is no such socket; `systemctl --user enable --now podman.socket` makes the"
          + " user's, --socket names another";
    }
    if (said.contains("refused")) {
      return "nothing listens on this socket any more; `systemctl --user restart podman.socket`"
          + " makes it anew";
    }
    if (said.contains("denied")) {
      return "this account may not use the socket; run as its owner, or name another with --socket";
    }
    return said;
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
