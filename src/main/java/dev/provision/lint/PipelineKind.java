package dev.provision.lint;

import dev.provision.lint.yaml.YamlMapping;
import dev.provision.lint.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether YAML looks like Azure Pipelines: a pipeline, or a template of one. */
final class PipelineKind {
  /** Compose, Kubernetes, GitHub, GitLab, Tekton, CloudFormation and others have one of these. */
  private static final Set<String> OTHERS =
      Set.of(
          "apiVersion",
          "kind",
          "on",
          "services",
          "runs",
          "image",
          "openapi",
          "AWSTemplateFormatVersion");

  private static final Set<String> STEPS =
      Set.of(
          "task",
          "script",
          "bash",
          "pwsh",
          "powershell",
          "checkout",
          "template",
          "publish",
          "download",
          "getPackage");

  private PipelineKind() {}

  static boolean test(YamlNode root) {
    if (OTHERS.stream().anyMatch(it -> root.get(it).isPresent())) {
      return false;
    }
    return hasItems(root.get("stages"), Set.of("stage", "template"))
        || hasItems(root.get("jobs"), Set.of("job", "deployment", "template"))
        || hasItems(root.get("steps"), STEPS)
        || root.get("extends").flatMap(it -> it.get("template")).isPresent()
        || (root.get("pool").isPresent() && root.get("trigger").isPresent());
  }

  /** Items with one of these keys; those of a branch are not looked into. */
  private static boolean hasItems(Optional<YamlNode> list, Set<String> keys) {
    return list.map(YamlNode::items).orElse(List.of()).stream()
        .flatMap(item -> item.entries().stream().limit(1))
        .map(YamlMapping.Entry::key)
        .anyMatch(it -> keys.contains(it.text()) || it.text().startsWith("${{"));
  }
}
