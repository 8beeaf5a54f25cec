package dev.provision.lint.rule;

import dev.provision.lint.expression.Value;
import dev.provision.lint.pipeline.Container;
import java.util.stream.Stream;

/** Who the agent is in a job's container. */
public final class ContainerAccountRule implements Rule {
  @Override
  public RuleText text() {
    return new RuleText(
        "container-account",
        "the agent's account is root in a rootless container, and its steps run as somebody who may"
            + " not read the agent's files",
        "https://github.com/microsoft/azure-pipelines-agent/issues/4297",
        "options: --userns=keep-id:uid=1001,gid=1001 --user 0:0, with the uid and gid of the"
            + " profile's agent");
  }

  @Override
  public Stream<Hit> check(Container container) {
    Value options = container.optionsValue();
    if (!container.runsSteps() || !options.known()) {
      return Stream.empty();
    }
    String text = options.text();
    if (!text.contains("keep-id")) {
      return Stream.of(
          new Hit(
              container.spot(),
              "the container's account is not the agent's: steps end with Permission denied below"
                  + " _work/_temp"));
    }
    return text.contains("--user ") || text.contains("--user=") || text.contains("-u ")
        ? Stream.empty()
        : Stream.of(
            new Hit(
                container.spot(),
                "with keep-id alone the agent is not root in the container, and cannot add its"
                    + " account there"));
  }
}
