package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One key of a Quadlet's [Container] that is an option of podman-run(1); pkg/systemd/quadlet of
 * podman 5.4, ConvertContainer.
 *
 * @param since the first podman whose {@code podman run} takes it
 * @param words what the key's values, never none, are on the command line
 */
record ContainerOption(
    String key, PodmanVersion since, Function<List<String>, List<String>> words) {
  private static final PodmanVersion ALWAYS = new PodmanVersion(3, 4, 0);

  /** All of them, in the order of the command line. */
  static final List<ContainerOption> ALL =
      List.of(
          text("LogDriver", "--log-driver"),
          each("LogOpt", "--log-opt", "", UnitWords::splitPlain),
          text("Timezone", "--tz"),
          text("PidsLimit", "--pids-limit"),
          text("ShmSize", "--shm-size"),
          text("Entrypoint", "--entrypoint"),
          text("WorkingDir", "--workdir"),
          text("IP", "--ip"),
          text("IP6", "--ip6").from(4, 0),
          text("HostName", "--hostname"),
          text("StopSignal", "--stop-signal"),
          text("StopTimeout", "--stop-timeout"),
          text("Pull", "--pull"),
          each("NetworkAlias", "--network-alias"),
          each("Ulimit", "--ulimit"),
          each("DNS", "--dns"),
          each("DNSOption", "--dns-option"),
          each("DNSSearch", "--dns-search"),
          each("GroupAdd", "--group-add"),
          each("AddHost", "--add-host"),
          each("Tmpfs", "--tmpfs"),
          flag("RunInit", "--init"),
          flag("EnvironmentHost", "--env-host"),
          flag("ReadOnlyTmpfs", "--read-only-tmpfs"),
          each("Network", "--network"),
          security("NoNewPrivileges", "no-new-privileges"),
          security("SecurityLabelDisable", "label=disable"),
          security("SecurityLabelNested", "label=nested").from(4, 4),
          text("SecurityLabelType", "--security-opt", "label=type:"),
          text("SecurityLabelFileType", "--security-opt", "label=filetype:"),
          text("SecurityLabelLevel", "--security-opt", "label=level:"),
          each("AddDevice", "--device", "", UnitWords::splitPlain),
          text("SeccompProfile", "--security-opt", "seccomp="),
          each("DropCapability", "--cap-drop", "", ContainerOption::lowerCase),
          each("AddCapability", "--cap-add", "", ContainerOption::lowerCase),
          each("Sysctl", "--sysctl", "", UnitWords::splitPlain),
          flag("ReadOnly", "--read-only"),
          text("UserNS", "--userns"),
          each("UIDMap", "--uidmap", "", UnitWords::splitPlain),
          each("GIDMap", "--gidmap", "", UnitWords::splitPlain),
          text("SubUIDMap", "--subuidname"),
          text("SubGIDMap", "--subgidname"),
          each("Volume", "-v"),
          text("AutoUpdate", "--label", "io.containers.autoupdate="),
          each("ExposeHostPort", "--expose"),
          each("PublishPort", "--publish"),
          pairs("Environment", "--env"),
          pairs("Label", "--label"),
          pairs("Annotation", "--annotation"),
          each("Mask", "--security-opt", "mask=", UnitWords::split),
          each("Unmask", "--security-opt", "unmask=", UnitWords::split),
          each("EnvironmentFile", "--env-file", "", UnitWords::split),
          each("Secret", "--secret", "", UnitWords::split),
          each("Mount", "--mount", "", UnitWords::split),
          text("HealthCmd", "--health-cmd"),
          text("HealthInterval", "--health-interval"),
          text("HealthOnFailure", "--health-on-failure").from(4, 3),
          text("HealthRetries", "--health-retries"),
          text("HealthStartPeriod", "--health-start-period"),
          text("HealthTimeout", "--health-timeout"),
          text("HealthStartupCmd", "--health-startup-cmd").from(4, 4),
          text("HealthStartupInterval", "--health-startup-interval").from(4, 4),
          text("HealthStartupRetries", "--health-startup-retries").from(4, 4),
          text("HealthStartupSuccess", "--health-startup-success").from(4, 4),
          text("HealthStartupTimeout", "--health-startup-timeout").from(4, 4),
          new ContainerOption(
              "PodmanArgs",
              ALWAYS,
              values -> values.stream().flatMap(it -> UnitWords.split(it).stream()).toList()));

  /** As podman's generator reads a boolean. */
  static boolean isTrue(String value) {
    return List.of("1", "yes", "true", "on").contains(value.toLowerCase(Locale.ROOT));
  }

  /** The last value, without double quotes around it. */
  static String last(List<String> values) {
    return values.get(values.size() - 1).replaceAll("^\"+|\"+$", "");
  }

  private ContainerOption from(int major, int minor) {
    return new ContainerOption(key, new PodmanVersion(major, minor, 0), words);
  }

  private static ContainerOption text(String key, String option) {
    return text(key, option, "");
  }

  private static ContainerOption text(String key, String option, String before) {
    return new ContainerOption(key, ALWAYS, values -> List.of(option, before + last(values)));
  }

  private static ContainerOption flag(String key, String option) {
    return new ContainerOption(
        key, ALWAYS, values -> List.of(isTrue(last(values)) ? option : option + "=false"));
  }

  private static ContainerOption security(String key, String option) {
    return new ContainerOption(
        key,
        ALWAYS,
        values -> isTrue(last(values)) ? List.of("--security-opt", option) : List.of());
  }

  private static ContainerOption each(String key, String option) {
    return each(key, option, "", List::of);
  }

  private static ContainerOption each(
      String key, String option, String before, Function<String, List<String>> split) {
    return new ContainerOption(
        key,
        ALWAYS,
        values -> {
          var words = new ArrayList<String>();
          for (String value : values) {
            split.apply(value).forEach(it -> words.addAll(List.of(option, before + it)));
          }
          return words;
        });
  }

  /** The last value of a name counts. */
  private static ContainerOption pairs(String key, String option) {
    return new ContainerOption(
        key,
        ALWAYS,
        values -> {
          var pairs = new TreeMap<String, String>();
          for (String value : values) {
            for (String pair : UnitWords.split(value)) {
              int equals = pair.indexOf('=');
              if (equals < 0) {
                throw new IllegalArgumentException("has a word without =");
              }
              pairs.put(pair.substring(0, equals), pair);
            }
          }
          return pairs.values().stream().flatMap(it -> List.of(option, it).stream()).toList();
        });
  }

  private static List<String> lowerCase(String value) {
    return UnitWords.splitPlain(value).stream().map(it -> it.toLowerCase(Locale.ROOT)).toList();
  }
}
