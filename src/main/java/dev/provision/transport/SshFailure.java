package dev.provision.transport;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;

/** Why a host could not be reached, in one sentence. */
final class SshFailure {
  private SshFailure() {}

  static UnreachableException of(SshTarget hop, String phase, Throwable cause) {
    return new NoConnectionException(hop + ": " + sentence(hop, phase, cause), cause);
  }

  /** Whether sshj's own clock, which has the same limit as ours, was the first to strike. */
  static boolean isLate(Throwable cause) {
    return innermostOf(cause) instanceof TimeoutException;
  }

  private static String sentence(SshTarget hop, String phase, Throwable cause) {
    if (cause instanceof UnknownHostException) {
      return "there is no host of the name " + hop.host();
    }
    if (cause instanceof SocketTimeoutException) {
      return "no answer, while " + phase;
    }
    if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
      return HostText.line(cause.getMessage());
    }
    return "the connection failed while %s: %s".formatted(phase, HostText.line(innermost(cause)));
  }

  private static Throwable innermostOf(Throwable cause) {
    Throwable inner = cause;
    while (inner.getCause() != null && inner.getCause() != inner) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static String innermost(Throwable cause) {
    Throwable inner = innermostOf(cause);
    return inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
  }
}
