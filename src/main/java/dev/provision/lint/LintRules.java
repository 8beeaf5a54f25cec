package dev.provision.lint;

import dev.provision.lint.rule.BuildKitRule;
import dev.provision.lint.rule.BuildOptionRule;
import dev.provision.lint.rule.BuildPlatformRule;
import dev.provision.lint.rule.BuildUlimitRule;
import dev.provision.lint.rule.ContainerAccountRule;
import dev.provision.lint.rule.ContainerSocketRule;
import dev.provision.lint.rule.DockerCommandRule;
import dev.provision.lint.rule.DockerComposeRule;
import dev.provision.lint.rule.DockerDaemonRule;
import dev.provision.lint.rule.DockerHostRule;
import dev.provision.lint.rule.DockerInstallerRule;
import dev.provision.lint.rule.DockerSocketRule;
import dev.provision.lint.rule.ImageJudge;
import dev.provision.lint.rule.ImagePolicyRule;
import dev.provision.lint.rule.ImageRedirectRule;
import dev.provision.lint.rule.NewlineRule;
import dev.provision.lint.rule.PrivilegedRule;
import dev.provision.lint.rule.Rule;
import dev.provision.lint.rule.RuleText;
import dev.provision.lint.rule.RunOptionRule;
import dev.provision.lint.rule.SecretVariableRule;
import dev.provision.lint.rule.SudoDockerRule;
import dev.provision.lint.rule.XtraceRule;
import java.util.List;
import java.util.stream.Stream;

/** All rules, one a line. */
public final class LintRules {
  /** What cannot be read cannot be judged. */
  static final RuleText YAML =
      new RuleText(
          "yaml",
          "the file, or a part of it, is no YAML that Azure Pipelines reads",
          "https://learn.microsoft.com/azure/devops/pipelines/yaml-schema/",
          "mend it there");

  /** A silence that nobody needs hides the next finding. */
  static final RuleText SUPPRESSION =
      new RuleText(
          "suppression",
          "a finding is silenced for a reason, and no longer than it is there",
          "https://github.com/koalaman/shellcheck/wiki/Directive",
          "# provision-lint: disable=RULE why, on the line or the one above; take it out when it is"
              + " of no use");

  private LintRules() {}

  /**
   * The rules.
   *
   * @param judge what the profile makes of an image
   */
  public static List<Rule> of(ImageJudge judge) {
    return List.of(
        new DockerInstallerRule(),
        new DockerComposeRule(),
        new DockerHostRule(),
        new DockerCommandRule(),
        new RunOptionRule(),
        new BuildOptionRule(),
        new BuildPlatformRule(),
        new BuildKitRule(),
        new BuildUlimitRule(),
        new SudoDockerRule(),
        new DockerDaemonRule(),
        new DockerSocketRule(),
        new PrivilegedRule(),
        new ContainerAccountRule(),
        new ContainerSocketRule(),
        new ImagePolicyRule(judge),
        new ImageRedirectRule(judge),
        new XtraceRule(),
        new SecretVariableRule(),
        new NewlineRule());
  }

  /** What people read of all of them. */
  public static List<RuleText> texts() {
    return Stream.concat(
            of(ImageJudge.SILENT).stream().map(Rule::text), Stream.of(YAML, SUPPRESSION))
        .toList();
  }
}
