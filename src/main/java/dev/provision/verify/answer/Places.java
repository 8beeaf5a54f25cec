package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.ArrayList;
import java.util.List;

/** What stands at some paths of the host. */
public final class Places {
  private static final int FIELDS = 4;

  private Places() {}

  /**
   * One of them.
   *
   * @param type stat's word: {@code symbolic link}, {@code directory}, {@code absent}
   * @param mode octal digits
   * @param target of a link
   */
  public record Place(String type, String mode, String owner, String target) {

    /** Mode and owner as in {@code 0700 AzDevOps}. */
    public String access() {
      return "0".repeat(Math.max(0, 4 - mode.length())) + mode + " " + owner;
    }
  }

  /** Reads what {@code verify_place_access} printed for a number of paths. */
  public static List<Place> parse(Answer answer, int count) throws MalformedAnswerException {
    List<String> lines = Listing.lines(answer);
    if (lines.size() != count) {
      throw new MalformedAnswerException(lines.size() + " places for " + count + " paths");
    }
    var places = new ArrayList<Place>();
    for (String line : lines) {
      if (line.equals("absent")) {
        places.add(new Place("absent", "", "", ""));
        continue;
      }
      String[] fields = line.split(",", FIELDS);
      if (fields.length != FIELDS) {
        throw new MalformedAnswerException("not a place: " + line);
      }
      places.add(new Place(fields[0], fields[1], fields[2], fields[3]));
    }
    return List.copyOf(places);
  }
}
