package dev.provision.render;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.UnitText;
import dev.provision.profile.UnitText.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A .container for a podman without Quadlet: the service that podman 5.4's generator makes of it
 * (pkg/systemd/quadlet/quadlet.go, ConvertContainer), written beforehand. What it leaves out is the
 * wait for the network, which came with podman 5.3: nothing of podman 4's waits for it.
 */
final class ContainerService {
  private static final String SECTION = "Container";
  private static final String PODMAN = "/usr/bin/podman";
  private static final String CID_FILE = "--cidfile=%t/%N.cid";

  /** As the first generator, podman 4.4's, had it. */
  static final String CLEAN = "-/bin/rm -f %t/%N.cid";

  /** Keys that are no option by themselves. */
  private static final Set<String> OTHERS =
      Set.of(
          "Image",
          "Rootfs",
          "Exec",
          "ContainerName",
          "CgroupsMode",
          "Notify",
          "User",
          "Group",
          "GlobalArgs",
          "VolatileTmp");

  private final UnitText unit;
  private final Predicate<PodmanVersion> takes;
  private final Set<String> hindrances = new TreeSet<>();

  private ContainerService(UnitText unit, Predicate<PodmanVersion> takes) {
    this.unit = unit;
    this.takes = takes;
  }

  /**
   * The unit, or why there is none.
   *
   * @param hindrances what it says that needs podman's own generator; empty when the text counts
   */
  record Result(String text, List<String> hindrances) {}

  /**
   * Writes the service.
   *
   * @param takes whether the podman that runs it is a certain one or newer
   */
  static Result of(UnitText unit, Predicate<PodmanVersion> takes) {
    var service = new ContainerService(unit, takes);
    String text = service.text();
    return new Result(text, List.copyOf(service.hindrances));
  }

  private String text() {
    var sections = new LinkedHashMap<String, List<Entry>>();
    List.of("Unit", "Service").forEach(name -> sections.put(name, new ArrayList<>()));
    unit.sections().forEach((name, entries) -> sections.put(name, new ArrayList<>(entries)));
    sections.remove(SECTION);
    sections.remove("Quadlet");
    sections.get("Unit").add(new Entry("RequiresMountsFor", "%t/containers"));
    // One that the account cannot mount is waited for, as by the generator.
    values("Volume").stream()
        .filter(volume -> volume.startsWith("/") && volume.contains(":"))
        .map(volume -> new Entry("RequiresMountsFor", volume.substring(0, volume.indexOf(':'))))
        .forEach(sections.get("Unit")::add);
    complete(sections.get("Service"));
    return sections.entrySet().stream()
        .map(ContainerService::print)
        .collect(Collectors.joining("\n"));
  }

  private static String print(Map.Entry<String, List<Entry>> section) {
    return section.getValue().stream()
        .map(entry -> entry.key() + "=" + entry.value() + "\n")
        .collect(Collectors.joining("", "[" + section.getKey() + "]\n", ""));
  }

  private void complete(List<Entry> service) {
    String type = last("Service", "Type", "notify");
    if (!Set.of("notify", "oneshot").contains(type)) {
      hindrances.add("Type=" + type + " of [Service]");
    }
    String kill = last("Service", "KillMode", "mixed");
    if (!Set.of("mixed", "control-group").contains(kill)) {
      hindrances.add("KillMode=" + kill + " of [Service]");
    }
    service.add(new Entry("Environment", "PODMAN_SYSTEMD_UNIT=%n"));
    set(service, "KillMode", kill);
    var remove = new ArrayList<>(podman());
    remove.addAll(List.of("rm", "-v", "-f", "-i", CID_FILE));
    // podman 4.3 leaves the file when it removes the container, and then runs none with that file.
    service.add(0, new Entry("ExecStartPre", CLEAN));
    service.add(new Entry("ExecStop", UnitWords.join(remove)));
    // Where conmon is killed, ExecStop is not run.
    service.add(new Entry("ExecStopPost", "-" + UnitWords.join(remove)));
    service.add(new Entry("Delegate", "yes"));
    if (!type.equals("oneshot")) {
      set(service, "Type", "notify");
      set(service, "NotifyAccess", "all");
    }
    set(service, "SyslogIdentifier", last("Service", "SyslogIdentifier", "%N"));
    service.add(new Entry("ExecStart", UnitWords.join(run(!type.equals("oneshot")))));
  }

  private static void set(List<Entry> entries, String key, String value) {
    entries.removeIf(entry -> entry.key().equals(key));
    entries.add(new Entry(key, value));
  }

  private List<String> podman() {
    var words = new ArrayList<>(List.of(PODMAN));
    values("GlobalArgs").forEach(value -> words.addAll(split("GlobalArgs", value)));
    return words;
  }

  private List<String> run(boolean stays) {
    var words = new ArrayList<>(podman());
    words.addAll(List.of("run", "--name", last(SECTION, "ContainerName", "systemd-%N"), CID_FILE));
    words.addAll(List.of("--replace", "--rm"));
    words.add("--cgroups=" + last(SECTION, "CgroupsMode", "split"));
    if (stays) {
      words.add("--sdnotify=" + notifier());
      words.add("-d");
    }
    if (isTrue("VolatileTmp") && !isTrue("ReadOnly")) {
      words.addAll(List.of("--tmpfs", "/tmp:rw,size=512M,mode=1777"));
    }
    user(words);
    known();
    ContainerOption.ALL.forEach(option -> add(option, words));
    image(words);
    List<String> exec = values("Exec");
    if (!exec.isEmpty()) {
      words.addAll(split("Exec", exec.get(exec.size() - 1)));
    }
    return words;
  }

  private String notifier() {
    String notify = last(SECTION, "Notify", "no");
    if (notify.equalsIgnoreCase("healthy")) {
      hindrances.add("Notify=healthy");
    }
    return ContainerOption.isTrue(notify) ? "container" : "conmon";
  }

  private void user(List<String> words) {
    String user = last(SECTION, "User", "");
    String group = last(SECTION, "Group", "");
    if (user.isEmpty() && !group.isEmpty()) {
      hindrances.add("Group= without User=");
    } else if (!user.isEmpty()) {
      words.addAll(List.of("--user", group.isEmpty() ? user : user + ":" + group));
    }
  }

  private void image(List<String> words) {
    String image = last(SECTION, "Image", "");
    String rootfs = last(SECTION, "Rootfs", "");
    if (image.isEmpty() == rootfs.isEmpty()) {
      hindrances.add("[Container] without one of Image= and Rootfs=");
    }
    refer("Image", image);
    words.addAll(rootfs.isEmpty() ? List.of(image) : List.of("--rootfs", rootfs));
  }

  /** What a key means that is not known here nobody knows. */
  private void known() {
    Set<String> keys =
        ContainerOption.ALL.stream().map(ContainerOption::key).collect(Collectors.toSet());
    unit.section(SECTION).stream()
        .map(Entry::key)
        .filter(key -> !keys.contains(key) && !OTHERS.contains(key))
        .forEach(key -> hindrances.add(key + "="));
  }

  private void add(ContainerOption option, List<String> words) {
    List<String> values = values(option.key());
    if (values.isEmpty()) {
      return;
    }
    if (!takes.test(option.since())) {
      hindrances.add(option.key() + "=");
    }
    values.forEach(value -> refer(option.key(), value));
    try {
      words.addAll(option.words().apply(values));
    } catch (IllegalArgumentException e) {
      hindrances.add(option.key() + "=, where " + e.getMessage());
    }
  }

  private List<String> split(String key, String value) {
    try {
      return UnitWords.split(value);
    } catch (IllegalArgumentException e) {
      hindrances.add(key + "=, where " + e.getMessage());
      return List.of();
    }
  }

  private void refer(String key, String value) {
    if (GeneratorOnly.knows(key, value)) {
      hindrances.add(key + "=" + value);
    }
  }

  private List<String> values(String key) {
    return unit.values(SECTION, key);
  }

  private boolean isTrue(String key) {
    return ContainerOption.isTrue(last(SECTION, key, "no"));
  }

  private String last(String section, String key, String fallback) {
    List<String> values = unit.values(section, key);
    return values.isEmpty() ? fallback : ContainerOption.last(values);
  }
}
