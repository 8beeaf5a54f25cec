package dev.provision.plan;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The lines that a program on the host sends back; see {@code plan/program.sh}. */
public final class Records {
  private Records() {}

  /**
   * One record.
   *
   * @param kind first field
   * @param fields the others
   */
  public record Entry(String kind, List<String> fields) {
    public Entry {
      fields = List.copyOf(fields);
    }

    /** A field, or empty text when the host sent fewer. */
    public String field(int index) {
      return index < fields.size() ? fields.get(index) : "";
    }

    /** A field that holds base64, decoded; empty when it is none. */
    public byte[] decoded(int index) {
      try {
        return Base64.getDecoder().decode(field(index));
      } catch (IllegalArgumentException e) {
        return new byte[0];
      }
    }

    /** A field that holds a number, or -1. */
    public int number(int index) {
      try {
        return Integer.parseInt(field(index));
      } catch (NumberFormatException e) {
        return -1;
      }
    }
  }

  /** The record in a line; empty for what some command printed in between. */
  public static Optional<Entry> parse(String line) {
    int first = line.indexOf(Call.FIELD);
    String kind = first < 0 ? line : line.substring(0, first);
    if (!kind.matches("[a-z]{1,20}")) {
      return Optional.empty();
    }
    var fields = new ArrayList<String>();
    if (first >= 0) {
      fields.addAll(List.of(line.substring(first + 1).split(String.valueOf(Call.FIELD), -1)));
    }
    return Optional.of(new Entry(kind, fields));
  }

  /** All records of an output. */
  public static List<Entry> parseAll(String output) {
    return output.lines().map(Records::parse).flatMap(Optional::stream).toList();
  }
}
