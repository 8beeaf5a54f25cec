package dev.provision.cli;

import dev.provision.transport.Duplex;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/** A FAKE of a bridge on a host: a connection to a socket of this machine. */
final class SocketDuplex implements Duplex {
  private final SocketChannel channel;

  SocketDuplex(Path socket) {
    try {
      channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream output() {
    return Channels.newInputStream(channel);
  }

  @Override
  public OutputStream input() {
    return Channels.newOutputStream(channel);
  }

  @Override
  public String lastWords() {
    return "note:";
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
