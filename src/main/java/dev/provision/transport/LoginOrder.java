package dev.provision.transport;

import java.util.List;

/** What may leave before the server has answered what left before it. */
enum LoginOrder {
  /**
   * Our identification, our proposal and the first message of the exchange that we would like leave
   * together, see {@link EarlyExchange}. Then service request, login, first channel and its command
   * leave together: RFC 4253, section 10, RFC 4252, section 5.1 and RFC 4254, section 5.1 let a
   * client go on without waiting. A server answers in order, and a login that fails makes the rest
   * void.
   */
  TOGETHER,

  /** Each waits for its answer. */
  ONE_BY_ONE;

  /** OpenSSH, dropbear and Apache MINA as they introduce themselves (RFC 4253, section 4.2). */
  private static final List<String> TRIED = List.of("OpenSSH_", "dropbear_", "APACHE-SSHD-");

  /**
   * Whether a server was tried with {@link #TOGETHER}. One that hung up on it without a word would
   * leave us not knowing whether the command ran, so others are not put to the test.
   *
   * @param version what the server says of itself, after {@code SSH-2.0-}
   */
  static boolean triedWith(String version) {
    return TRIED.stream().anyMatch(version::startsWith);
  }
}
