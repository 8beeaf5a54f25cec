package dev.provision.report;

import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.policy.PolicyFile.Requirements;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.Registry;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everything that a configuration says of images, as tables. */
public final class ExplainMap {
  private ExplainMap() {}

  /** Where names are fetched from, what short names mean, and what the policy says. */
  public static String of(RegistriesConf conf, PolicyFile policy) {
    var rows = new Columns();
    conf.registries().stream()
        .sorted(Comparator.comparing(Registry::prefix))
        .forEach(
            it ->
                rows.row(
                    "  " + HostText.line(it.prefix()), from(it), HostText.line("" + it.place())));
    var names = new Columns();
    conf.search()
        .ifPresent(
            it ->
                names.row(
                    "  any other",
                    HostText.line(String.join(", ", it.registries())),
                    HostText.line("" + it.place())));
    conf.aliases()
        .forEach(
            (name, it) ->
                names.row(
                    "  " + HostText.line(name),
                    HostText.line(it.name()),
                    HostText.line("" + it.place())));
    var scopes = new Columns();
    policy
        .transports()
        .forEach(
            (transport, all) ->
                all.forEach(
                    (scope, it) ->
                        scopes.row(
                            "  " + HostText.line(transport + ":" + scope),
                            requirements(it),
                            HostText.line("" + it.place()))));
    scopes.row(
        "  default",
        requirements(policy.fallback()),
        HostText.line("" + policy.fallback().place()));
    return Stream.of(
            section("fetched from", rows), section("short names", names), section("policy", scopes))
        .collect(Collectors.joining());
  }

  private static String section(String title, Columns rows) {
    return title
        + "\n"
        + (rows.lines().isEmpty() ? "  nothing is said" : String.join("\n", rows.lines()))
        + "\n";
  }

  private static String from(Registry it) {
    String mirrors =
        it.mirrors().stream()
            .map(mirror -> HostText.line(mirror.location()) + " (mirror), ")
            .collect(Collectors.joining());
    String location = it.location().isEmpty() ? "itself" : HostText.line(it.location());
    return mirrors
        + location
        + (it.insecure() ? ", insecure" : "")
        + (it.blocked() ? ", blocked" : "");
  }

  private static String requirements(Requirements it) {
    return it.all().stream()
        .map(each -> HostText.line(each.type()))
        .collect(Collectors.joining(", "));
  }
}
