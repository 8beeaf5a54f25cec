package dev.provision.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Accepts TCP connections and does with them what a test says. */
final class SilentServer implements AutoCloseable {
  /** What happens to a connection. */
  interface Behaviour {
    void serve(Socket socket) throws Exception;
  }

  private final ServerSocket listener;
  // One that nobody refers to is closed by the garbage collector.
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  SilentServer(Behaviour behaviour) {
    try {
      listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread =
        new Thread(
            () -> {
              while (!listener.isClosed()) {
                try {
                  Socket socket = listener.accept();
                  connections.add(socket);
                  behaviour.serve(socket);
                } catch (Exception e) {
                  // The client went away, or the test is over.
                }
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  SshTarget target() {
    return new SshTarget("root", "127.0.0.1", listener.getLocalPort());
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : connections) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
