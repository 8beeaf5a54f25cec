package dev.provision.export;

import dev.provision.containers.PodmanVersion;
import dev.provision.engine.DesiredState;
import dev.provision.engine.Receipt;
import dev.provision.profile.Agent;
import dev.provision.profile.Profile;
import dev.provision.profile.StepVariables;
import dev.provision.resource.AbsentFile;
import dev.provision.resource.AgentAccount;
import dev.provision.resource.EnvironmentLines;
import dev.provision.resource.HostFile;
import dev.provision.resource.HostFolder;
import dev.provision.resource.OwnUnit;
import dev.provision.resource.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What the role of {@code ansible-compat} is told of a profile; its {@code argument_specs.yml} says
 * what each variable is. What depends on podman's version stands in lists, each entry with the
 * versions that it is for.
 *
 * @param states the desired state under the first podman that it is for
 */
record AnsibleVariables(Profile profile, NavigableMap<PodmanVersion, DesiredState> states) {

  /** A file with the way to its content, from the folder of files. */
  record File(String path, String mode, String owner, String group, String content) {
    /** Contents of different podmans have folders of their own. */
    static String place(ByPodman<File> file) {
      return file.since() + file.value().path();
    }
  }

  /** Texts, numbers, truth values, and lists and maps of them. */
  Map<String, Object> all() {
    Agent agent = profile.agent();
    Map<String, Object> all = members("runner_profile", profile.name());
    all.put("runner_podman_minimum", states.firstKey().toString());
    all.put("runner_packages", packages());
    all.put("runner_account", account());
    all.put("runner_folders", anyState(HostFolder.class).map(AnsibleVariables::folder).toList());
    all.put("runner_files", files().stream().map(AnsibleVariables::file).toList());
    all.put("runner_absent", byPodman(state -> of(AbsentFile.class, state).map(this::absent)));
    all.put("runner_environment_lines", byPodman(AnsibleVariables::environmentLines));
    all.put("runner_environment", stepEnvironment());
    all.put("runner_acl", acl());
    all.put("runner_modules", profile.kernel().modules());
    all.put("runner_sysctl", pairs("key", profile.kernel().sysctl()));
    all.put("runner_linger", agent.linger());
    all.put("runner_runtime", agent.runtimeDirectory());
    all.put("runner_socket", agent.podmanSocket());
    all.put("runner_socket_enabled", profile.socket().enabled());
    all.put("runner_docker_socket", profile.docker().socket().orElse(""));
    all.put("runner_docker_wrapper", profile.docker().wrapper().orElse(""));
    all.put("runner_images", images());
    all.put("runner_units", byPodman(state -> of(OwnUnit.class, state).flatMap(this::unit)));
    all.put("runner_storage_driver", profile.storage().driver().name().toLowerCase(Locale.ROOT));
    all.put("runner_search", profile.registries().unqualifiedSearch());
    return all;
  }

  /** Every whole file, and the receipt last. */
  List<ByPodman<File>> files() {
    return ByPodman.of(
        states,
        state ->
            Stream.concat(
                of(HostFile.class, state).map(AnsibleVariables::content),
                Stream.of(new File(Receipt.PATH, "0644", "root", "root", state.receipt().text()))));
  }

  // ---- of the desired state

  private static <R extends Resource> Stream<R> of(Class<R> kind, DesiredState state) {
    return state.all().stream().filter(kind::isInstance).map(kind::cast);
  }

  /** Of what is the same for every podman. */
  private <R extends Resource> Stream<R> anyState(Class<R> kind) {
    return of(kind, states.lastEntry().getValue());
  }

  private List<Map<String, Object>> byPodman(
      Function<DesiredState, Stream<Map<String, Object>>> values) {
    return ByPodman.of(states, values).stream().map(it -> versions(it.value(), it)).toList();
  }

  private static File content(HostFile file) {
    return new File(file.path(), file.mode(), file.owner(), file.group(), file.content());
  }

  private static Map<String, Object> file(ByPodman<File> it) {
    File file = it.value();
    return versions(
        members(
            "path", file.path(),
            "source", File.place(it),
            "mode", file.mode(),
            "owner", file.owner(),
            "group", file.group()),
        it);
  }

  private Map<String, Object> absent(AbsentFile file) {
    return members("path", file.path());
  }

  private static Map<String, Object> folder(HostFolder folder) {
    Map<String, Object> members =
        members("path", folder.path(), "owner", folder.owner(), "group", folder.group());
    folder.mode().ifPresent(mode -> members.put("mode", mode));
    return members;
  }

  private Map<String, Object> account() {
    AgentAccount account = anyState(AgentAccount.class).findFirst().orElseThrow();
    return members(
        "user", account.name(),
        "uid", account.uid(),
        "gid", account.gid(),
        "home", account.home(),
        "shell", account.shell(),
        "groups", account.groups(),
        "leaves", account.leaves(),
        "subordinate_ids", profile.agent().subordinateIds());
  }

  private static Stream<Map<String, Object>> environmentLines(DesiredState state) {
    return of(EnvironmentLines.class, state).flatMap(it -> pairs("name", it.lines()).stream());
  }

  private Stream<Map<String, Object>> unit(OwnUnit unit) {
    return unit.content().isEmpty()
        ? Stream.empty()
        : Stream.of(
            members(
                "name", unit.unit(),
                "file", unit.file(),
                "generated", unit.generated(),
                "starts", unit.starts()));
  }

  // ---- of the profile

  private List<Map<String, Object>> packages() {
    return pairs("name", profile.packages().install());
  }

  private Map<String, String> stepEnvironment() {
    return StepVariables.of(profile);
  }

  private List<Map<String, Object>> acl() {
    return profile.agent().acl().stream()
        .flatMap(
            acl -> acl.entries().stream().map(entry -> members("path", acl.path(), "entry", entry)))
        .toList();
  }

  private List<Map<String, Object>> images() {
    return profile.images().stream()
        .map(
            image ->
                members(
                    "name", image.name(),
                    "reference", image.reference(),
                    "digest", image.digest().orElse("")))
        .toList();
  }

  // ---- maps

  private static List<Map<String, Object>> pairs(String key, Map<String, String> map) {
    return map.entrySet().stream()
        .map(it -> members(key, it.getKey(), "value", it.getValue()))
        .toList();
  }

  private static Map<String, Object> versions(Map<String, Object> values, ByPodman<?> it) {
    var members = new LinkedHashMap<>(values);
    members.put("since", it.since());
    members.put("before", it.before());
    return members;
  }

  private static Map<String, Object> members(Object... namesAndValues) {
    var members = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }
}
