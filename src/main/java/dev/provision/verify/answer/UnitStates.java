package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Units of the account as {@code verify_user_units} prints them. */
public final class UnitStates {
  private static final String UNIT = "unit ";

  private final Map<String, UnitState> units;

  private UnitStates(Map<String, UnitState> units) {
    this.units = units;
  }

  /** Reads an answer. */
  public static UnitStates parse(Answer answer) throws MalformedAnswerException {
    var units = new LinkedHashMap<String, UnitState>();
    List<String> lines = Listing.lines(answer);
    int i = 0;
    while (i < lines.size()) {
      String[] words = lines.get(i).split(" ", 3);
      if (!lines.get(i).startsWith(UNIT) || words.length != 3) {
        throw new MalformedAnswerException("no unit: " + lines.get(i));
      }
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).startsWith(UNIT)) {
        end++;
      }
      var properties = UnitProperties.parse(String.join("\n", lines.subList(i + 1, end)));
      units.put(words[1], new UnitState(words[2], properties));
      i = end;
    }
    return new UnitStates(units);
  }

  /** A unit that was asked about. */
  public Optional<UnitState> get(String unit) {
    return Optional.ofNullable(units.get(unit));
  }
}
