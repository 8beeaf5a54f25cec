package dev.provision.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of cells, aligned; colour is put on after the widths are known. */
final class Columns {
  private static final int WIDEST = 60;

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a row; the last cell is not padded. */
  Columns row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The rows' lines, without line ends. */
  List<String> lines() {
    var lines = new ArrayList<String>();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String cell = row.get(i);
        line.append(cell);
        if (i + 1 < row.size()) {
          line.append(" ".repeat(Math.max(0, width(i) - cell.length()) + 2));
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** One very long cell must not push the others of its column off the screen. */
  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> row.get(column).length())
        .filter(length -> length <= WIDEST)
        .max()
        .orElse(0);
  }
}
