package dev.provision.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Map;
import java.util.jar.JarFile;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Loads the classes that common runs need, for the archive that makes them start faster. The
 * launcher runs this; nobody else does.
 */
final class Training {
  private static final String HOST = "HOST";

  private static final String[][] RUNS = {
    {"--version"},
    {"validate", "--profile", "ado-runner"},
    {"render", "--profile", "ado-runner"},
    {"render", "--profile", "ado-runner", "--format", "json"},
    {"apply", "--help"},
    {"apply", "--profile", "ado-runner", "--host", HOST},
    {"plan", "--profile", "ado-runner", "--host", HOST},
    {"verify", "--profile", "ado-runner", "--host", HOST},
  };

  private Training() {}

  public static void main(String[] args) throws Exception {
    try (var host = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var greeter = new Thread(() -> greet(host));
      greeter.setDaemon(true);
      greeter.start();
      for (String[] run : RUNS) {
        var words = run.clone();
        if (words[words.length - 1].equals(HOST)) {
          words[words.length - 1] = "127.0.0.1:" + host.getLocalPort();
        }
        run(words);
      }
    }
    talkInSecret();
    loadAll(Main.class);
    loadAll(Class.forName("net.schmizz.sshj.SSHClient"));
  }

  private static void run(String... words) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var console =
        new Console(
            nowhere, nowhere, InputStream.nullInputStream(), new Console.Terminals(false, false));
    new Main(console, Map.of(), Path.of("").toAbsolutePath(), new Tools()).run(words);
  }

  // As far as one gets without a real host.
  private static void greet(ServerSocket host) {
    while (!host.isClosed()) {
      try (Socket client = host.accept()) {
        client.getOutputStream().write("SSH-2.0-training\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getInputStream().skipNBytes(1);
      } catch (IOException e) {
        // The client left, or the training is over.
      }
    }
  }

  // What a login to a real host would make the JDK load.
  private static void talkInSecret() throws GeneralSecurityException {
    KeyPair exchange = KeyPairGenerator.getInstance("X25519").generateKeyPair();
    KeyAgreement agreement = KeyAgreement.getInstance("X25519");
    agreement.init(exchange.getPrivate());
    agreement.doPhase(exchange.getPublic(), true);
    KeyPair identity = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    Signature signature = Signature.getInstance("Ed25519");
    signature.initSign(identity.getPrivate());
    byte[] signed = signature.sign();
    signature.initVerify(identity.getPublic());
    signature.verify(signed);
    var key = new SecretKeySpec(agreement.generateSecret(), 0, 16, "AES");
    for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
      Cipher.getInstance("AES/GCM/NoPadding")
          .init(mode, key, new GCMParameterSpec(128, signed, 0, 12));
    }
  }

  // Not initialised: nothing of them runs.
  private static void loadAll(Class<?> one) throws IOException {
    String jar = one.getProtectionDomain().getCodeSource().getLocation().getPath();
    try (var classes = new JarFile(URLDecoder.decode(jar, StandardCharsets.UTF_8))) {
      classes.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF"))
          .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
          .forEach(Training::load);
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, Training.class.getClassLoader());
    } catch (ReflectiveOperationException | LinkageError e) {
      // It wants a library that is not here.
    }
  }
}
