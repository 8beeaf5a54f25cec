package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.ProvisionException;
import dev.provision.podman.RefusedException;
import dev.provision.profile.Problem;
import dev.provision.profile.UnsoundException;
import dev.provision.report.HostText;
import dev.provision.report.JsonText;
import dev.provision.report.PodmanJson;
import dev.provision.report.ProblemsText;
import dev.provision.report.ProfileJson;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, told: by whose fault it is. The words of the command line are looked at as they
 * are, since it may be them that could not be understood.
 */
record Failure(Throwable trouble, List<String> words) {

  Failure {
    // Of a word, in a locale that has no letter for it say; paths are made in many places.
    if (trouble instanceof InvalidPathException path) {
      trouble =
          new UsageException(
              "\"" + path.getInput() + "\" can be no path: " + path.getReason(), path);
    }
  }

  ExitCode tell(Console console) {
    if (words.contains("--debug")) {
      console.stackTrace(trouble);
    }
    ExitCode code =
        trouble instanceof ProvisionException known ? known.exitCode() : ExitCode.INTERNAL;
    if (wantsJson()) {
      console.result(JsonText.failure(message(), code.number(), more()));
    } else {
      console.advise(text());
    }
    return code;
  }

  private boolean wantsJson() {
    if (!words.isEmpty() && words.get(0).equals("podman")) {
      return true;
    }
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equalsIgnoreCase("--format=json")
          || (words.get(i).equals("--format")
              && i + 1 < words.size()
              && words.get(i + 1).equalsIgnoreCase("json"))) {
        return true;
      }
    }
    return false;
  }

  private String text() {
    List<Problem> problems = problems();
    return !problems.isEmpty()
        ? ProblemsText.of(problems)
        : "provision: " + HostText.text(message()).stripTrailing() + "\n";
  }

  private String message() {
    return trouble instanceof ProvisionException
        ? String.valueOf(trouble.getMessage())
        : "a bug in provision: "
            + trouble
            + (words.contains("--debug") ? "" : "; --debug tells more, please report it");
  }

  private Map<String, ?> more() {
    if (trouble instanceof RefusedException refusal) {
      return PodmanJson.refused(refusal);
    }
    List<Problem> problems = problems();
    return problems.isEmpty() ? Map.of() : ProfileJson.problems(problems);
  }

  private List<Problem> problems() {
    return trouble instanceof UnsoundException unsound ? unsound.problems() : List.of();
  }
}
