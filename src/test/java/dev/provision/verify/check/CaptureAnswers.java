package dev.provision.verify.check;

import dev.provision.plan.Answer;
import dev.provision.plan.Fact;
import dev.provision.plan.Observation;
import dev.provision.plan.Probe;
import dev.provision.transport.Script;
import dev.provision.transport.ShellQuote;
import dev.provision.verify.Check;
import dev.provision.verify.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Asks a real host everything and writes its answers as fixtures. Not a test: run it by hand with a
 * folder and a command that runs its last argument as root on the host, such as {@code
 * target/hosts/debian-13 ssh root@host}.
 */
final class CaptureAnswers {
  private CaptureAnswers() {}

  public static void main(String... arguments) throws IOException {
    Path folder = Files.createDirectories(Path.of(arguments[0]));
    List<Check> checks = Fixtures.checks();
    List<Fact> facts = checks.stream().flatMap(check -> check.facts().stream()).distinct().toList();
    var probe = new Probe(facts, Fixtures.profile().agent().user());
    Script script = probe.script();
    var words = new ArrayList<>(List.of("sh", "-c", script.text(), "provision"));
    words.addAll(script.arguments());
    var command = new ArrayList<>(Arrays.asList(arguments).subList(1, arguments.length));
    command.add(ShellQuote.words(words));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Observation seen = probe.read(output).orElseThrow();
    for (Fact fact : facts) {
      Answer answer = seen.answer(fact);
      Fixtures.write(folder, fact, answer);
    }
    for (Check check : checks) {
      for (Finding finding : check.judge(seen)) {
        System.out.println(finding);
      }
    }
  }
}
