package dev.provision.vm;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;

/** A line to a machine that can fall silent: what is sent then is lost, and neither end is told. */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final int port;
  private volatile boolean silent;

  Relay(int port) throws IOException {
    this.port = port;
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void fallSilent() {
    silent = true;
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = server.accept();
      Socket far = new Socket(InetAddress.getLoopbackAddress(), port);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      start(() -> carry(near, far));
      start(() -> carry(far, near));
    }
  }

  private void carry(Socket from, Socket to) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!silent) {
          out.write(buffer, 0, count);
        }
      }
    } catch (SocketException e) {
      // Ended roughly, which the other end shall see as an end.
    }
    if (!silent) {
      from.close();
      to.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // Closed.
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }
}
