package dev.provision.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.provision.containers.PodmanVersion;
import dev.provision.engine.DesiredState;
import dev.provision.engine.Maker;
import dev.provision.profile.InvalidProfileException;
import dev.provision.profile.Problem;
import dev.provision.profile.Profile;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderings;
import dev.provision.render.Syntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A playbook, its variables and the files of a profile, for the role of {@code ansible-compat}. */
public final class AnsibleExport {
  /** What begins an expression or a comment of Jinja, wherever in a text it stands. */
  private static final Pattern TEMPLATE = Pattern.compile("\\{[{%#]");

  private static final JsonMapper JSON = new JsonMapper();
  private static final String PLAYBOOK =
      """
      # Makes each host a runner with the profile %s; needs the collection provision.azure_devops.
      - name: Runners of Azure DevOps with rootless podman
        hosts: all
        gather_facts: false
        become: true
        vars_files:
          - runner.json
        roles:
          - role: provision.azure_devops.runner
      """;

  private AnsibleExport() {}

  /**
   * The files, with paths below a folder of their own.
   *
   * @throws InvalidProfileException when a value cannot be handed to Ansible, or no podman takes
   *     the profile
   */
  public static List<RenderedFile> of(Profile profile, Maker maker) {
    var states = new TreeMap<PodmanVersion, DesiredState>();
    Renderings.of(profile)
        .keySet()
        .forEach(
            podman -> states.put(podman, DesiredState.of(profile, Optional.of(podman), maker)));
    var variables = new AnsibleVariables(profile, states);
    JsonNode tree = JSON.valueToTree(variables.all());
    refuse(profile, tree);
    var files = new ArrayList<RenderedFile>();
    files.add(file("/playbook.yml", PLAYBOOK.formatted(profile.name())));
    files.add(file("/runner.json", text(tree)));
    variables
        .files()
        .forEach(
            it ->
                files.add(file("/files/" + AnsibleVariables.File.place(it), it.value().content())));
    return List.copyOf(files);
  }

  /** Everybody who may read the folder may read them all. */
  private static RenderedFile file(String path, String content) {
    return new RenderedFile(path, "0644", "root", "root", content, Syntax.NONE);
  }

  private static String text(JsonNode tree) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the role cannot do, or Ansible would do with a value. */
  private static void refuse(Profile profile, JsonNode variables) {
    var problems = new ArrayList<Problem>();
    if (!profile.agent().linger()) {
      problems.add(
          new Problem(
              profile.name() + ": agent.linger",
              "without it nobody runs the account's systemd, which the role asks",
              "set it to true, or use provision apply"));
    }
    // What stands in files only is copied as it is.
    List<String> exposed = templates("", variables).values().stream().distinct().toList();
    templates("", canonical(profile)).entrySet().stream()
        .filter(key -> exposed.stream().anyMatch(text -> text.contains(key.getValue())))
        .forEach(key -> problems.add(template(profile.name() + ": " + key.getKey())));
    if (!exposed.isEmpty() && problems.isEmpty()) {
      templates("", variables).keySet().forEach(name -> problems.add(template(name)));
    }
    if (!problems.isEmpty()) {
      throw new InvalidProfileException(problems);
    }
  }

  /** JSON has no way to tell Ansible that a text is only data. */
  private static Problem template(String place) {
    return new Problem(
        place,
        "Ansible would take a part of it for an expression",
        "write it without {{, {% and {#");
  }

  private static JsonNode canonical(Profile profile) {
    try {
      return JSON.readTree(profile.canonical());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Texts with a template in them, by their places. */
  private static Map<String, String> templates(String place, JsonNode value) {
    var found = new TreeMap<String, String>();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      String below = place.isEmpty() ? member.getKey() : place + "." + member.getKey();
      found.putAll(templates(below, member.getValue()));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      found.putAll(templates(place + "[" + i + "]", value.get(i)));
    }
    if (value.isTextual() && TEMPLATE.matcher(value.textValue()).find()) {
      found.put(place, value.textValue());
    }
    return found;
  }
}
