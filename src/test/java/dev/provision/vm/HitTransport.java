package dev.provision.vm;

import dev.provision.transport.Conversation;
import dev.provision.transport.Outcome;
import dev.provision.transport.Script;
import dev.provision.transport.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A target whose first program that changes something is hit at one point. A point comes before
 * each command that writes and before each record; they are numbered from 1 as the program reaches
 * them, the same ones each time. What only looks has none.
 */
final class HitTransport implements Transport {
  private static final String WRITERS =
      "sync mv rm rmdir ln cp mkdir chown chmod cat base64 useradd usermod userdel groupadd groupdel"
          + " gpasswd setfacl getfacl timeout";
  private static final String POINT = "point\u001f";

  private static final String POINTS =
      """
      looking=
      echo 0 >/run/points.reached
      for writer in %s; do
        eval "$writer() { point $writer \\"\\$@\\"; command $writer \\"\\$@\\"; }"
      done
      # No power is cut here: nobody waits for the disks of this machine.
      sync() {
        point sync "$@"
        [ $# = 0 ] || command sync "$@"
      }
      point() {
        if [ "$*" = 'record answered' ]; then looking=; fi
        [ -z "$looking" ] && read -r reached </run/points.reached || return 0
        reached=$((reached + 1))
        echo "$reached" >/run/points.reached
        label=$*
        echo "${label%%%%"$NL"*}" >>/run/points
        if [ "$*" = 'record asked' ]; then looking=yes; fi
        if [ "$reached" = %d ]; then strike; fi
      }
      strike() {
        %s
      }
      """;

  private static final String TELL =
      """
      rm -f /run/points.reached
      while IFS= read -r line; do printf 'point\\037%s\\n' "$line" >&3; done </run/points
      """;

  private final Transport target;
  private final String strike;
  private final int point;
  private final List<String> points = new ArrayList<>();
  private boolean armed;

  /**
   * @param strike shell commands
   * @param point 0 for none: then {@link #points} tells which there are; -1 for none at all
   */
  HitTransport(Transport target, String strike, int point) {
    this.target = target;
    this.strike = strike;
    this.point = point;
  }

  /** What comes after each of the points that were reached. */
  List<String> points() {
    return List.copyOf(points);
  }

  @Override
  public Outcome run(Script script, Consumer<String> onLine) {
    return target.run(arm(script), line -> onLine.accept(noted(line)));
  }

  @Override
  public Outcome converse(Script script, Conversation conversation) {
    return target.converse(arm(script), line -> conversation.heard(noted(line)));
  }

  /** Before the call of the program's main function; the lock may have to be let go after it. */
  private Script arm(Script script) {
    String text = script.text();
    if (armed || !text.contains("undo_journal() {")) {
      return script;
    }
    armed = true;
    int end = text.lastIndexOf("\nlet_go\n");
    if (end < 0) {
      end = text.lastIndexOf("\nrecord end");
    }
    int main = text.lastIndexOf('\n', end - 1) + 1;
    String program =
        text.substring(0, main).replace("record() {", "record() {\n  point record \"$@\"")
            + POINTS.formatted(WRITERS, point, strike)
            + text.substring(main)
            + (point == 0 ? TELL : "");
    return new Script(program, script.arguments(), script.input(), Duration.ofMinutes(3));
  }

  private String noted(String line) {
    if (line.startsWith(POINT)) {
      points.add(line.substring(POINT.length()));
    }
    return line;
  }

  @Override
  public String name() {
    return target.name();
  }

  @Override
  public boolean isBooted() {
    return target.isBooted();
  }

  @Override
  public void close() {
    target.close();
  }
}
