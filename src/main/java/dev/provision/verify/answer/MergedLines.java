package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.ArrayList;
import java.util.List;

/** Lines of the files in systemd's *.d folders, in the order in which systemd reads them. */
public final class MergedLines {
  private static final String FILE = "# ";

  private MergedLines() {}

  /** A line, and the file that it stands in. */
  public record Line(String file, String text) {}

  /** Reads what {@code verify_merged_lines} printed. */
  public static List<Line> parse(Answer answer) throws MalformedAnswerException {
    var lines = new ArrayList<Line>();
    String file = "";
    for (String line : Listing.lines(answer)) {
      if (line.startsWith(FILE)) {
        file = line.substring(FILE.length());
      } else if (file.isEmpty()) {
        throw new MalformedAnswerException("a line of no file: " + line);
      } else {
        lines.add(new Line(file, line.strip()));
      }
    }
    return List.copyOf(lines);
  }
}
