package dev.provision.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The difference of two texts in the form that patch(1) and people read, three lines of context.
 */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;
  private static final int LINES_COMPARED = 1000;

  private UnifiedDiff() {}

  private record Line(char sign, String text) {}

  /** The hunks under {@code ---} and {@code +++}, or empty when the texts are equal. */
  public static Optional<String> of(String name, String before, String after) {
    if (before.equals(after)) {
      return Optional.empty();
    }
    List<String> old = lines(before);
    List<String> wanted = lines(after);
    if (old.size() > LINES_COMPARED || wanted.size() > LINES_COMPARED) {
      return Optional.of("--- " + name + "\n+++ " + name + "\n(too long to show)\n");
    }
    return Optional.of("--- " + name + "\n+++ " + name + "\n" + hunks(script(old, wanted)));
  }

  /** A text without a line end at its end must differ from one with: diff(1) says so in words. */
  private static List<String> lines(String text) {
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    } else {
      lines.add("\\ No newline at end of file");
    }
    return lines;
  }

  /** Longest common subsequence: quadratic, for files of a few dozen lines. */
  private static List<Line> script(List<String> old, List<String> wanted) {
    int[][] common = new int[old.size() + 1][wanted.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = wanted.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(wanted.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    var script = new ArrayList<Line>();
    int i = 0;
    int j = 0;
    while (i < old.size() || j < wanted.size()) {
      if (i < old.size() && j < wanted.size() && old.get(i).equals(wanted.get(j))) {
        script.add(new Line(' ', old.get(i)));
        i++;
        j++;
      } else if (i < old.size() && (j == wanted.size() || common[i + 1][j] >= common[i][j + 1])) {
        script.add(new Line('-', old.get(i++)));
      } else {
        script.add(new Line('+', wanted.get(j++)));
      }
    }
    return script;
  }

  private static String hunks(List<Line> script) {
    var text = new StringBuilder();
    int start = 0;
    while ((start = nextChange(script, start)) < script.size()) {
      int end = start;
      int next = start;
      while (next < script.size() && next - end <= 2 * CONTEXT) {
        end = next + 1;
        next = nextChange(script, end);
      }
      int from = Math.max(0, start - CONTEXT);
      int to = Math.min(script.size(), end + CONTEXT);
      append(text, script, from, to);
      start = to;
    }
    return text.toString();
  }

  private static int nextChange(List<Line> script, int from) {
    int index = from;
    while (index < script.size() && script.get(index).sign() == ' ') {
      index++;
    }
    return index;
  }

  private static void append(StringBuilder text, List<Line> script, int from, int to) {
    text.append("@@ -").append(range(script, from, to, '+'));
    text.append(" +").append(range(script, from, to, '-')).append(" @@\n");
    for (Line line : script.subList(from, to)) {
      boolean remark = line.text().startsWith("\\ ");
      text.append(remark ? "" : line.sign()).append(line.text()).append('\n');
    }
  }

  /** Start and length on the side that lacks lines of the other sign; diff's numbering. */
  private static String range(List<Line> script, int from, int to, char other) {
    long before = count(script.subList(0, from), other);
    long length = count(script.subList(from, to), other);
    return (length == 0 ? before : before + 1) + "," + length;
  }

  private static long count(List<Line> lines, char other) {
    return lines.stream()
        .filter(line -> line.sign() != other && !line.text().startsWith("\\ "))
        .count();
  }
}
