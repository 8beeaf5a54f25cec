package dev.provision.transport;

import java.util.function.Consumer;

/** Hears what a running script prints, and may answer over its standard input. */
@FunctionalInterface
public interface Conversation {

  /**
   * What to send.
   *
   * @param bytes may be none
   * @param last whether the script's standard input ends after them
   */
  record Reply(byte[] bytes, boolean last) {
    /** Nothing to say yet. */
    public static final Reply NOTHING = new Reply(new byte[0], false);

    /** Nothing more to say. */
    public static final Reply END = new Reply(new byte[0], true);
  }

  /**
   * A line of standard output has arrived. An exception ends the script's standard input and comes
   * out of {@link Transport#converse}.
   *
   * @param line without its line end
   */
  Reply heard(String line);

  /** Only listens. */
  static Conversation listening(Consumer<String> onLine) {
    return line -> {
      onLine.accept(line);
      return Reply.NOTHING;
    };
  }
}
