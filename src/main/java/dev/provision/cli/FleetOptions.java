package dev.provision.cli;

import dev.provision.ExitCode;
import dev.provision.fleet.FleetRun.Limits;
import dev.provision.fleet.inventory.FleetHost;
import dev.provision.fleet.inventory.Inventory;
import dev.provision.fleet.inventory.Inventory.Source;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;

/** Which hosts, how many at once, and for how long. */
final class FleetOptions {
  /** The heap of the launcher is enough for as many. */
  private static final int PARALLEL = 32;

  private static final int MOST_PARALLEL = 256;
  private static final int PER_HOST = 300;
  private static final int RETRIES = 2;
  private static final int LONGEST = 99_999;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,4}");
  private static final Pattern SHARD = Pattern.compile("([1-9][0-9]{0,4})/([1-9][0-9]{0,4})");
  private static final String INVENTORY = "--inventory";
  private static final List<String> OTHERS =
      List.of(
          "--parallel",
          "--host-timeout",
          "--timeout",
          "--retries",
          "--group-profile",
          "--shard",
          "--since",
          "--only-failed",
          "--drift");

  private FleetOptions() {}

  static void declare(CommandSpec spec) {
    Options.values(
        spec,
        INVENTORY,
        "FILE|-",
        "Many hosts: a list, what ansible-inventory --list prints, or both az vmss list-instances"
            + " and az vmss nic list; - is standard input.");
    Options.value(spec, "--parallel", "N", "Hosts at once: " + PARALLEL + ".");
    Options.value(spec, "--host-timeout", "SECONDS", "For each host: " + PER_HOST + ".");
    Options.value(spec, "--timeout", "SECONDS", "For all of them: none.");
    Options.value(
        spec, "--retries", "N", "Of connections that could not be made: " + RETRIES + ".");
    Options.values(
        spec, "--group-profile", "GROUP=P", "The profile of a group's hosts, a scale set's say.");
    Options.value(spec, "--shard", "I/N", "Only the I-th of N parts of the hosts.");
    Options.value(spec, "--since", "FILE", "Tell what has changed since this JSON was written.");
    Options.value(spec, "--only-failed", "FILE", "Only hosts that were not in sync in this JSON.");
    Options.value(
        spec, "--drift", "fail|warn", "Whether drift alone fails, or ends with 0 and a warning.");
  }

  /** Whether many hosts are meant; flags that mean many must not be dropped for one. */
  static boolean given(CommandContext context) {
    if (context.flag(INVENTORY)) {
      for (String one : List.of("--host", "--local", "--root")) {
        if (context.flag(one)) {
          throw new UsageException(INVENTORY + " and " + one + ": which one?");
        }
      }
      return true;
    }
    OTHERS.stream()
        .filter(context::flag)
        .findFirst()
        .ifPresent(
            flag -> {
              throw new UsageException(flag + " goes with " + INVENTORY + " only");
            });
    return false;
  }

  static Limits limits(CommandContext context) {
    return new Limits(
        number(context, "--parallel", 1, MOST_PARALLEL, PARALLEL),
        Duration.ofSeconds(number(context, "--host-timeout", 1, LONGEST, PER_HOST)),
        context
            .option("--timeout")
            .map(it -> Duration.ofSeconds(number(context, "--timeout", 1, LONGEST, 1))),
        number(context, "--retries", 0, 10, RETRIES));
  }

  static boolean warns(CommandContext context) {
    String drift = context.option("--drift").orElse("fail");
    if (!drift.equals("fail") && !drift.equals("warn")) {
      throw new UsageException("--drift " + drift + ": not fail or warn");
    }
    return drift.equals("warn");
  }

  /** Drift is no failure where it is a warning; what could not be asked still is one. */
  static ExitCode code(CommandContext context, ExitCode worst) {
    return worst == ExitCode.DIFFERENT && warns(context) ? ExitCode.OK : worst;
  }

  private static int number(CommandContext context, String flag, int least, int most, int absent) {
    String text = context.option(flag).orElse(String.valueOf(absent));
    if (!NUMBER.matcher(text).matches()
        || Integer.parseInt(text) > most
        || Integer.parseInt(text) < least) {
      throw new UsageException(
          flag + " \"" + text + "\": not a number from " + least + " to " + most);
    }
    return Integer.parseInt(text);
  }

  /** Profiles by group, as they were written. */
  static Map<String, String> groupProfiles(CommandContext context) {
    var profiles = new HashMap<String, String>();
    for (String text : context.options("--group-profile")) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new UsageException("--group-profile " + text + ": not GROUP=NAME|FILE");
      }
      profiles.put(text.substring(0, equals), text.substring(equals + 1));
    }
    return profiles;
  }

  /** The hosts of all inventories, of this part of them. */
  static List<FleetHost> hosts(CommandContext context) {
    Optional<Matcher> shard = context.option("--shard").map(FleetOptions::shard);
    var sources = new ArrayList<Source>();
    try {
      for (String name : context.options(INVENTORY)) {
        sources.add(source(context, name));
      }
      List<FleetHost> all = Inventory.read(sources);
      return shard.map(it -> part(all, it)).orElse(all);
    } catch (IOException e) {
      throw new UsageException(INVENTORY + ": cannot read: " + e, e);
    } finally {
      sources.forEach(FleetOptions::close);
    }
  }

  private static Source source(CommandContext context, String name) throws IOException {
    if (name.equals("-")) {
      if (context.flag("--identity-stdin")) {
        throw new UsageException(INVENTORY + " - and --identity-stdin: which one?");
      }
      return new Source(
          "standard input",
          new InputStreamReader(context.console().input(), StandardCharsets.UTF_8));
    }
    Reader reader =
        new InputStreamReader(Files.newInputStream(context.path(name)), StandardCharsets.UTF_8);
    return new Source(name, reader);
  }

  private static void close(Source source) {
    try {
      source.text().close();
    } catch (IOException e) {
      // It has been read.
    }
  }

  private static Matcher shard(String text) {
    Matcher matcher = SHARD.matcher(text);
    if (!matcher.matches()
        || Integer.parseInt(matcher.group(1)) > Integer.parseInt(matcher.group(2))) {
      throw new UsageException("--shard " + text + ": not I/N with I from 1 to N");
    }
    return matcher;
  }

  /** By name, so that it does not matter in which order somebody lists them. */
  private static List<FleetHost> part(List<FleetHost> all, Matcher shard) {
    int part = Integer.parseInt(shard.group(1));
    int parts = Integer.parseInt(shard.group(2));
    List<FleetHost> sorted = all.stream().sorted(Comparator.comparing(FleetHost::name)).toList();
    return IntStream.range(0, sorted.size())
        .filter(i -> i % parts == part - 1)
        .mapToObj(sorted::get)
        .toList();
  }
}
