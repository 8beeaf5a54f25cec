package dev.provision.engine;

import dev.provision.Remembered;
import dev.provision.containers.PodmanVersion;
import dev.provision.plan.Fact;
import dev.provision.plan.Step;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.render.Omission;
import dev.provision.render.RenderedFile;
import dev.provision.render.Renderer;
import dev.provision.render.Rendering;
import dev.provision.render.StepEnvironment;
import dev.provision.render.UnitFile;
import dev.provision.resource.AbsentFile;
import dev.provision.resource.AgentAccount;
import dev.provision.resource.DebianPackages;
import dev.provision.resource.EnvironmentLines;
import dev.provision.resource.HostFile;
import dev.provision.resource.HostFolder;
import dev.provision.resource.OwnUnit;
import dev.provision.resource.Resource;
import dev.provision.resource.StorageDriver;
import dev.provision.resource.SubordinateIds;
import dev.provision.resource.SystemdState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything a profile wants of a host, in the order in which it must come about.
 *
 * @param packages repositories and packages; after them podman's version is known
 * @param configuration account, folders and files
 * @param running what is loaded, linked and started once the files are in place; the receipt last
 * @param notes what this podman is too old for
 */
public record DesiredState(
    DebianPackages wanted,
    List<Resource> packages,
    List<Resource> configuration,
    List<Resource> running,
    List<String> notes) {
  /** sudo's of Debian, Ubuntu and others; docker's and lxd's can mount the host's root. */
  private static final List<String> ROOT_GROUPS =
      List.of("sudo", "admin", "wheel", "docker", "lxd");

  private static final Remembered<Question, DesiredState> KNOWN = new Remembered<>(64);

  /** What decides a desired state. */
  private record Question(Profile profile, Optional<PodmanVersion> podman, Maker maker) {}

  /**
   * The desired state for one podman.
   *
   * @param podman empty while it is not known
   * @param maker named in the receipt
   */
  public static DesiredState of(Profile profile, Optional<PodmanVersion> podman, Maker maker) {
    return KNOWN.of(
        new Question(profile, podman, maker), it -> make(it.profile(), it.podman(), it.maker()));
  }

  private static DesiredState make(Profile profile, Optional<PodmanVersion> podman, Maker maker) {
    Rendering rendering = Renderer.render(profile, podman);
    Map<Boolean, List<RenderedFile>> files =
        rendering.files().stream()
            .collect(Collectors.partitioningBy(file -> file.path().startsWith("/etc/apt/")));
    var wanted = new DebianPackages(profile.packages().install());
    var packages = new ArrayList<Resource>();
    files.get(true).forEach(file -> packages.add(file(file, profile)));
    packages.add(wanted);
    List<String> unwanted = Renderer.unwanted(profile, rendering);
    var configuration = new ArrayList<>(account(profile));
    files.get(false).forEach(file -> configuration.add(file(file, profile)));
    unwanted.forEach(path -> configuration.add(absent(path, profile.agent())));
    configuration.add(new FormerUnits(paths(rendering), profile.agent()));
    configuration.add(new FormerFiles(known(rendering, unwanted)));
    configuration.add(environment(profile, podman));
    var running = new ArrayList<>(RunningState.of(profile));
    running.addAll(UserUnits.of(profile, rendering));
    running.add(new ReceiptFile(Receipt.of(profile, maker, rendering.files())));
    List<String> notes =
        Stream.concat(rendering.omissions().stream().map(Omission::toString), noRuntime(profile))
            .toList();
    return new DesiredState(
        wanted, List.copyOf(packages), List.copyOf(configuration), List.copyOf(running), notes);
  }

  /** All resources, in order. */
  public List<Resource> all() {
    return Stream.of(packages, configuration, running).flatMap(List::stream).toList();
  }

  /** What the host keeps of it; {@link Receipt#PATH}. */
  public Receipt receipt() {
    return running.stream()
        .flatMap(it -> it instanceof ReceiptFile file ? Stream.of(file.receipt()) : Stream.of())
        .findFirst()
        .orElseThrow();
  }

  /** Every question of every resource. */
  List<Fact> facts() {
    return all().stream().flatMap(resource -> resource.facts().stream()).distinct().toList();
  }

  private static List<Resource> account(Profile profile) {
    Agent agent = profile.agent();
    var account = new ArrayList<Resource>();
    account.add(
        new AgentAccount(
            agent.user(),
            agent.uid(),
            agent.gid(),
            agent.home(),
            agent.shell(),
            agent.groups(),
            rootGroups(agent)));
    account.add(new SubordinateIds(agent.user(), agent.uid(), agent.subordinateIds()));
    account.add(
        new StorageDriver(
            agent.user(),
            agent.uid(),
            agent.home(),
            profile.storage().driver().name().toLowerCase(Locale.ROOT)));
    account.addAll(folders(agent));
    return account;
  }

  /** podman 5 refuses every command where XDG_RUNTIME_DIR names a folder that is not there. */
  private static Stream<String> noRuntime(Profile profile) {
    Agent agent = profile.agent();
    return agent.linger()
        ? Stream.empty()
        : Stream.of(
            "agent.linger: without it "
                + agent.runtimeDirectory()
                + " is there only while "
                + agent.user()
                + " is logged in, and podman fails in steps without it; set it to true, or see to a"
                + " login that stays");
  }

  /** Without a sudo rule the account shall not be root by way of a group either. */
  private static List<String> rootGroups(Agent agent) {
    return agent.sudo() == Agent.Sudo.NONE
        ? ROOT_GROUPS.stream().filter(group -> !agent.groups().contains(group)).toList()
        : List.of();
  }

  private static Resource absent(String path, Agent agent) {
    return new AbsentFile(
        path,
        unitsAnew(path, agent),
        List.of(ReceiptFile.fact()),
        host -> FormerFiles.names(host, path));
  }

  private static List<Step> unitsAnew(String path, Agent agent) {
    if (UnitFile.isOne(path)) {
      return List.of(OwnUnit.reload(agent.user(), agent.uid()));
    }
    return path.startsWith("/etc/systemd/") ? List.of(SystemdState.daemonReload()) : List.of();
  }

  private static Set<String> paths(Rendering rendering) {
    return rendering.files().stream().map(RenderedFile::path).collect(Collectors.toSet());
  }

  /** Paths that are looked after already. */
  private static Set<String> known(Rendering rendering, List<String> unwanted) {
    return Stream.concat(paths(rendering).stream(), unwanted.stream()).collect(Collectors.toSet());
  }

  /**
   * Where the account must not change its own ~/.config/containers, the folders above are root's
   * with the sticky bit: the account makes files there as before, and renames only what is its own.
   */
  private static List<Resource> folders(Agent agent) {
    String config = agent.home() + "/.config";
    if (agent.protectContainersConfig()) {
      return List.of(
          new HostFolder(agent.home(), "1770", "root", agent.user()),
          new HostFolder(config, "1770", "root", agent.user()),
          new HostFolder(config + "/containers", "0755", "root", "root"));
    }
    return List.of(
        HostFolder.of(agent.user(), agent.home()),
        new HostFolder(config, "0755", agent.user(), agent.user()),
        new HostFolder(config + "/containers", "0755", agent.user(), agent.user()));
  }

  private static Resource file(RenderedFile file, Profile profile) {
    return new HostFile(
        file.path(),
        file.mode(),
        file.owner(),
        file.group(),
        file.content(),
        StagedChecks.of(file),
        activate(file, profile.agent()));
  }

  private static List<Step> activate(RenderedFile file, Agent agent) {
    List<Step> unitsAnew = unitsAnew(file.path(), agent);
    return unitsAnew.isEmpty() && file.path().contains("/containers/")
        ? List.of(SystemdState.refreshPodman(agent.user(), agent.uid()))
        : unitsAnew;
  }

  private static Resource environment(Profile profile, Optional<PodmanVersion> podman) {
    List<String> lines = StepEnvironment.of(profile, podman).etcEnvironmentLines();
    Map<String, String> byName =
        lines.stream()
            .collect(
                Collectors.toMap(
                    line -> line.substring(0, line.indexOf('=')), Function.identity()));
    return new EnvironmentLines(
        "/etc/environment", byName, List.of(ReceiptFile.fact()), FormerFiles::environment);
  }
}
