package dev.provision.transport;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.GeneralSecurityException;
import net.schmizz.sshj.common.Factory;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.Transport;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.transport.kex.Curve25519SHA256;
import net.schmizz.sshj.transport.kex.DHBase;
import net.schmizz.sshj.transport.kex.KeyExchange;

/**
 * The exchange of RFC 8731 with its first message sent right behind our proposal, before the
 * server's has arrived. The server cannot tell: it answers both in order, and if it takes up the
 * exchange at all, it is a round trip sooner. One that chooses another exchange cannot make sense
 * of the message and hangs up; nothing that it learned by then is secret.
 */
final class EarlyExchange extends Curve25519SHA256 {
  private final SSHPacket firstMessage;
  private boolean taken;

  EarlyExchange() {
    try {
      // It asks for parameters and a source of randomness, and uses neither.
      dh.init(null, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no X25519", e);
    }
    firstMessage = new SSHPacket(Message.KEXDH_INIT).putBytes(dh.getE());
  }

  /** SSH_MSG_KEX_ECDH_INIT; sent once, by the caller. */
  SSHPacket firstMessage() {
    return firstMessage;
  }

  /** What sshj makes exchanges with: this one first, new ones when keys are exchanged again. */
  Factory.Named<KeyExchange> factory(Factory.Named<KeyExchange> plain) {
    return new Factory.Named<>() {
      @Override
      public String getName() {
        return plain.getName();
      }

      @Override
      public KeyExchange create() {
        if (taken) {
          return plain.create();
        }
        taken = true;
        return EarlyExchange.this;
      }
    };
  }

  /** Makes no new key. */
  @Override
  protected void initDH(DHBase dh) {
    // The constructor did.
  }

  /** Sends nothing: sshj would send the first message here. */
  @Override
  public void init(Transport transport, String server, String client, byte[] theirs, byte[] ours)
      throws GeneralSecurityException, TransportException {
    super.init(mute(transport), server, client, theirs, ours);
    trans = transport;
  }

  private static Transport mute(Transport transport) {
    return (Transport)
        Proxy.newProxyInstance(
            Transport.class.getClassLoader(),
            new Class<?>[] {Transport.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("write")) {
                return 0L;
              }
              try {
                return method.invoke(transport, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
