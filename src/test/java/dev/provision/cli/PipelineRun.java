package dev.provision.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.testing.AzureAgent;
import dev.provision.testing.AzureAgent.Found;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An agent's job, mimicked: parameters, macros, conditions, steps that are scripts, each in a bash
 * of its own with a job's environment, the logging commands in what it prints, and the artifacts of
 * one night for the next. As src/Agent.Worker/StepsRunner.cs of microsoft/azure-pipelines-agent and
 * the tasks' own definitions have it.
 *
 * <p>NOT mimicked: InstallSSHKey@0 and PublishTestResults@2 do nothing here but stand in {@link
 * #tasks} with their inputs; AzureCLI@2 logs in nowhere; of checkout only that it cleans.
 */
final class PipelineRun {
  /** In the order of getting worse, as TaskResultUtil has it. */
  enum Result {
    SUCCEEDED,
    SUCCEEDED_WITH_ISSUES,
    FAILED,
    SKIPPED
  }

  private static final String WORK = "System.DefaultWorkingDirectory";

  final Map<String, Result> steps = new LinkedHashMap<>();
  final Map<String, JsonNode> tasks = new LinkedHashMap<>();
  final List<Found> issues = new ArrayList<>();
  final List<String> summaries = new ArrayList<>();
  final Map<String, String> variables = new HashMap<>();
  Result result = Result.SUCCEEDED;
  String log = "";

  private final Path agent;
  private final Map<String, String> parameters = new HashMap<>();

  /**
   * A job of an agent whose work folder stays from night to night.
   *
   * @param agent has {@code bin}, which stands first in PATH
   */
  PipelineRun(Path agent, Map<String, String> parameters) {
    this.agent = agent;
    this.parameters.putAll(parameters);
    variables.put(WORK, work().toString());
    variables.put("System.TeamProjectId", "project");
    variables.put("System.DefinitionId", "7");
    variables.put("TF_BUILD", "True");
  }

  Path artifacts() {
    return agent.resolve("artifacts");
  }

  Path work() {
    return agent.resolve("_work/1/s");
  }

  PipelineRun run(JsonNode pipeline) throws Exception {
    for (JsonNode it : pipeline.path("parameters")) {
      parameters.putIfAbsent(it.path("name").asText(), it.path("default").asText());
    }
    for (JsonNode it : pipeline.path("steps")) {
      step(new JsonMapper().readTree(expanded(it.toString())));
    }
    return this;
  }

  private String expanded(String json) {
    String text = json;
    for (Map.Entry<String, String> it : parameters.entrySet()) {
      text = text.replace("${{ parameters." + it.getKey() + " }}", quoted(it.getValue()));
    }
    for (Map.Entry<String, String> it : variables.entrySet()) {
      text = text.replace("$(" + it.getKey() + ")", quoted(it.getValue()));
    }
    if (text.contains("${{")) {
      throw new AssertionError("an expression that nobody understands: " + text);
    }
    return text;
  }

  private static String quoted(String text) {
    String json = new JsonMapper().valueToTree(text).toString();
    return json.substring(1, json.length() - 1);
  }

  private void step(JsonNode step) throws Exception {
    String name = step.path("displayName").asText("checkout");
    if (!wanted(step.path("condition").asText("succeeded()"))) {
      steps.put(name, Result.SKIPPED);
      return;
    }
    Result ended = ended(step);
    boolean forgiven = ended == Result.FAILED && step.path("continueOnError").asBoolean();
    Result counted = forgiven ? Result.SUCCEEDED_WITH_ISSUES : ended;
    steps.put(name, counted);
    result = worse(result, counted);
  }

  private boolean wanted(String condition) {
    return switch (condition) {
      case "succeeded()" -> result != Result.FAILED;
      case "failed()" -> result == Result.FAILED;
      case "succeededOrFailed()", "always()" -> true;
      default -> throw new AssertionError("a condition that nobody understands: " + condition);
    };
  }

  private Result ended(JsonNode step) throws Exception {
    JsonNode inputs = step.path("inputs");
    if (step.has("checkout")) {
      return step.path("clean").asBoolean() ? copy(null, work()) : Result.SUCCEEDED;
    } else if (step.has("bash")) {
      return bash(step.path("bash").asText(), step.path("env"));
    }
    String task = step.path("task").asText();
    tasks.put(task, inputs);
    return switch (task) {
      case "AzureCLI@2" -> bash(inputs.path("inlineScript").asText(), step.path("env"));
      case "DownloadPipelineArtifact@2" ->
          copy(
              artifacts().resolve(inputs.path("artifactName").asText()),
              work().resolve(inputs.path("targetPath").asText()));
      case "PublishPipelineArtifact@1" ->
          copy(
              work().resolve(inputs.path("targetPath").asText()),
              artifacts().resolve(inputs.path("artifact").asText()));
      case "InstallSSHKey@0", "PublishTestResults@2" -> Result.SUCCEEDED;
      default -> throw new AssertionError("a task that nobody mimics: " + task);
    };
  }

  /** Both streams arrive as one: the task for bash writes them to one. */
  private Result bash(String script, JsonNode more) throws Exception {
    Path file = Files.writeString(agent.resolve("step.sh"), script);
    var bash =
        new ProcessBuilder("bash", "--noprofile", "--norc", file.toString())
            .directory(work().toFile())
            .redirectErrorStream(true);
    Map<String, String> environment = bash.environment();
    environment.clear();
    environment.put("PATH", agent.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("HOME", agent.toString());
    variables.forEach((name, value) -> environment.put(variable(name), value));
    more.properties().forEach(it -> environment.put(it.getKey(), it.getValue().asText()));
    Process process = bash.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    log += printed;
    Result ended = process.waitFor() == 0 ? Result.SUCCEEDED : Result.FAILED;
    for (Found it : AzureAgent.commands(printed)) {
      ended = worse(ended, obeyed(it));
    }
    return ended;
  }

  private static String variable(String name) {
    return name.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  private Result obeyed(Found command) throws IOException {
    switch (command.name()) {
      case "task.complete" -> {
        return command.properties().get("result").equals("SucceededWithIssues")
            ? Result.SUCCEEDED_WITH_ISSUES
            : Result.valueOf(command.properties().get("result").toUpperCase(Locale.ROOT));
      }
      case "task.logissue" -> issues.add(command);
      case "task.setvariable" ->
          variables.put(command.properties().get("variable"), command.data());
      case "task.uploadsummary" -> summaries.add(Files.readString(Path.of(command.data())));
      case "task.setprogress" -> Integer.parseInt(command.properties().get("value"));
      default -> throw new AssertionError("nobody meant " + command);
    }
    return Result.SUCCEEDED;
  }

  private static Result worse(Result one, Result other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  /** Of a folder without subfolders, in place of what was there; from nothing, nothing. */
  private static Result copy(Path from, Path to) throws IOException {
    if (from != null && !Files.isDirectory(from)) {
      return Result.FAILED;
    }
    if (Files.exists(to)) {
      try (Stream<Path> all = Files.walk(to)) {
        for (Path it : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(it);
        }
      }
    }
    Files.createDirectories(to);
    if (from != null) {
      try (Stream<Path> all = Files.list(from)) {
        for (Path it : all.toList()) {
          Files.copy(it, to.resolve(it.getFileName()));
        }
      }
    }
    return Result.SUCCEEDED;
  }
}
