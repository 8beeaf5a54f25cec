package dev.provision.verify.answer;

import dev.provision.plan.Answer;
import java.util.ArrayList;
import java.util.List;

/** Units and drop-ins on disk, the settings of drop-ins that matter here, by level. */
public record UnitFiles(List<String> units, List<DropIn> dropIns) {

  /** A drop-in and lines of it such as {@code Delegate=no}. */
  public record DropIn(String path, List<String> settings) {
    public DropIn {
      settings = List.copyOf(settings);
    }

    /** Whether podman's units are changed by it: by name, or as all of a type in their manager. */
    public boolean isOfPodman() {
      boolean ofType = path.contains("/socket.d/") || path.contains("/service.d/");
      boolean ofUsers = path.contains("/systemd/user") || path.startsWith("/run/user/");
      return path.contains("/podman.") || (ofType && ofUsers);
    }

    /** systemd orders drop-ins by it, whatever their folder. */
    public String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  public UnitFiles {
    units = List.copyOf(units);
    dropIns = List.copyOf(dropIns);
  }

  /** Reads what {@code verify_unit_shadows} printed. */
  public static UnitFiles parse(Answer answer) throws MalformedAnswerException {
    var units = new ArrayList<String>();
    var dropIns = new ArrayList<DropIn>();
    for (String line : Listing.lines(answer)) {
      String[] fields = line.split("\u001f", 3);
      if (fields[0].equals("unit") && fields.length == 2) {
        units.add(fields[1]);
      } else if (fields[0].equals("drop-in") && fields.length == 2) {
        dropIns.add(new DropIn(fields[1], List.of()));
      } else if (fields[0].equals("setting") && fields.length == 3 && !dropIns.isEmpty()) {
        DropIn last = dropIns.remove(dropIns.size() - 1);
        var settings = new ArrayList<>(last.settings());
        settings.add(fields[2].strip());
        dropIns.add(new DropIn(last.path(), settings));
      } else {
        throw new MalformedAnswerException("not a unit's file: " + line);
      }
    }
    return new UnitFiles(units, dropIns);
  }
}
