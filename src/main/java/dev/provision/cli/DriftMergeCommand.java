package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.fleet.Fleet;
import dev.provision.report.JsonShapes;
import picocli.CommandLine.Model.CommandSpec;

/** Results of several runs as if it had been one. */
final class DriftMergeCommand implements Command {

  @Override
  public String name() {
    return "drift merge";
  }

  @Override
  public String summary() {
    return "put together what drift --shard has written as JSON";
  }

  @Override
  public void declare(CommandSpec spec) {
    Options.words(spec, 1, Integer.MAX_VALUE, "JSON", "Files of drift --report json=FILE.");
    Options.value(spec, "--since", "FILE", "Tell what has changed since this JSON was written.");
    Options.value(
        spec, "--drift", "fail|warn", "Whether drift alone fails, or ends with 0 and a warning.");
    FindingsOutput.declareOfMany(spec);
    spec.usageMessage().footer("", "Exits as the one run would have.", "JSON:", JsonShapes.FLEET);
  }

  @Override
  public ExitCode run(CommandContext context) {
    FindingsOutput.checkOfMany(context);
    FleetOptions.warns(context);
    try (var all = new Fleet()) {
      for (String file : context.words()) {
        FleetOutput.read(context, "drift merge:", file, all);
      }
      all.twice()
          .ifPresent(
              host -> {
                throw new UsageException("the host " + host + " is in these files twice");
              });
      return new FleetOutput(context).write(all, FleetOutput.earlier(context, "--since"));
    }
  }
}
