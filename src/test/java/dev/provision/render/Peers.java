package dev.provision.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.containers.PodmanVersion;
import dev.provision.profile.Quadlet;
import dev.provision.render.Peer.Case;
import dev.provision.render.Peer.ProfileChange;
import dev.provision.render.Peer.Verdict;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The programs that have the last word about rendered files, except podman and skopeo. */
final class Peers {
  static final ProfileChange AS_IT_IS = (profile, server) -> profile;
  private static final String ENVIRONMENT = "/etc/profile.d/agent_env_vars.sh";
  private static final String WRAPPER = "/usr/local/bin/docker";
  private static final String TMPFILES = "/etc/tmpfiles.d/podman-docker.conf";
  private static final String SUDOERS = "/etc/sudoers.d/provision-agent";
  private static final String DELEGATE = "/etc/systemd/system/user@.service.d/delegate.conf";
  private static final String CONFIG_HOME =
      "/etc/systemd/system/user@agent.service.d/config-home.conf";
  private static final String SYSCTL = "/etc/sysctl.d/90-provision.conf";
  private static final String MODULES = "/etc/modules-load.d/provision.conf";
  private static final String KEY = "/etc/apt/keyrings/repository.asc";
  private static final String SOURCES = "/etc/apt/sources.list.d/repository.sources";
  private static final String PREFERENCES = "/etc/apt/preferences.d/repository.pref";

  private static final String START_OF_THE_AGENT =
      "env -i PATH=/usr/bin:/bin bash -c '. /etc/profile.d/agent_env_vars.sh; exec sudo -E nice -n 0"
          + " runuser %s -c /usr/bin/env'";

  /** systemd 262 of forky comes without this program; the two older ones speak for it. */
  private static final String UNIT = "/etc/systemd/user/unit";

  private static final String SERVICE = "/etc/systemd/user/quadlet.service";
  private static final String QUADLET = "/etc/containers/systemd/users/uid/quadlet";
  private static final String GENERATOR = "/usr/lib/systemd/user-generators/podman-user-generator";
  private static final String ANALYZE_USER =
      "cd /etc/systemd/user && XDG_RUNTIME_DIR=/tmp systemd-analyze --user --man=no verify ";

  private static final String MODULES_LOAD =
      """
      program=/usr/lib/systemd/systemd-modules-load
      if [ -x "$program" ]; then
        SYSTEMD_LOG_LEVEL=debug "$program" %1$s 2>&1 | sed -n 's/^Loading module: //p'
      else
        grep -v '^#' %1$s
      fi
      """
          .formatted(MODULES);

  private static final String ONLY_OUR_SOURCES =
      "rm -f /etc/apt/sources.list /etc/apt/sources.list.d/debian*\n";
  private static final String TARGETS =
      "apt-get indextargets --no-release-info --format '$(SITE) $(RELEASE)' 'Created-By: Packages'\n";
  private static final String UPDATE =
      "apt-get update -q -o APT::Sandbox::User=root --error-on=any >&2\n";

  static final List<Peer> ALL =
      List.of(
          peer(
              "dash -n",
              ENVIRONMENT,
              it -> "dash -n " + ENVIRONMENT,
              Peers::quiet,
              replace("export", "(")),
          peer(
              "step environment",
              ENVIRONMENT,
              it -> START_OF_THE_AGENT.formatted(it.profile().agent().user()),
              Peers::stepEnvironment,
              replace("export ", "")),
          peer(
              "docker wrapper",
              WRAPPER,
              it -> it.profile().docker().wrapper().orElseThrow() + " --version",
              Peers::wrapper,
              replace("exec ", "echo x; exec ")),
          peer(
              "systemd-tmpfiles",
              TMPFILES,
              it -> "systemd-tmpfiles --create podman-docker.conf && readlink " + socket(it),
              Peers::link,
              replace("L+ /", "L+ ")),
          peer(
              "visudo",
              SUDOERS,
              it -> "visudo -c >&2 && sudo -l -U " + it.profile().agent().user(),
              Peers::sudo,
              replace("NOPASSWD:", "NOPASSWD")),
          peer(
              "systemd-analyze",
              DELEGATE,
              it -> "systemd-analyze --man=no verify user@1001.service",
              Peers::quiet,
              replace("Delegate=", "Delegate=x ")),
          peer(
              "systemd-analyze, environment",
              CONFIG_HOME,
              it ->
                  "systemd-analyze --man=no verify user@" + it.profile().agent().uid() + ".service",
              Peers::quiet,
              replace("Environment=", "Environment==")),
          peer(
              "systemd-analyze, units of the account",
              UNIT,
              it ->
                  ANALYZE_USER + names(it.profile().userUnits().stream().map(unit -> unit.name())),
              Peers::quiet,
              replace("ExecStart=", "ExecStart=x ")),
          peer(
              "systemd-analyze, a Quadlet's service",
              SERVICE,
              it -> ANALYZE_USER + names(it.profile().quadlets().stream().map(Quadlet::service)),
              Peers::quiet,
              replace("ExecStart=", "ExecStart=x ")),
          peer(
              "podman's generator",
              QUADLET,
              it ->
                  "QUADLET_UNIT_DIRS=/etc/containers/systemd/users/%s %s --user --dryrun"
                      .formatted(it.profile().agent().uid(), GENERATOR),
              Peers::generated,
              replace("Image=", "Imag=")),
          peer(
              "sysctl",
              SYSCTL,
              it -> "sysctl --dry-run -p " + SYSCTL,
              Peers::sysctl,
              replace(" = ", " ")),
          peer(
              "systemd-modules-load",
              MODULES,
              it -> MODULES_LOAD,
              Peers::modules,
              replace("\n", "x\n")),
          peer(
              "nodocker",
              "/etc/containers/nodocker",
              it -> "cat /etc/containers/nodocker",
              Peers::quiet,
              old -> "x\n"),
          new Peer(
              "apt-get indextargets",
              Set.of(SOURCES),
              AS_IT_IS,
              it -> ONLY_OUR_SOURCES + TARGETS,
              Peers::sources,
              SOURCES,
              replace("Suites: ", "Suites: x")),
          repository("apt-get update, keyring", SOURCES, replace("Signed-By", "Signed-For")),
          repository("apt-get update, key", KEY, old -> LocalProfile.key("stranger.asc")),
          repository("apt-cache policy", PREFERENCES, replace("Pin: origin", "Pin: release n=")));

  private Peers() {}

  static UnaryOperator<String> replace(String old, String by) {
    return text -> text.replace(old, by);
  }

  private static Peer peer(
      String name,
      String template,
      Function<Case, String> program,
      Verdict verdict,
      UnaryOperator<String> fault) {
    return new Peer(name, Set.of(template), AS_IT_IS, program, verdict, template, fault);
  }

  private static Peer repository(String name, String faulty, UnaryOperator<String> fault) {
    Set<String> templates = Set.of(KEY, SOURCES, PREFERENCES);
    String program = ONLY_OUR_SOURCES + UPDATE + "apt-cache policy provision-test";
    return new Peer(
        name, templates, LocalProfile::apt, it -> program, Peers::pinned, faulty, fault);
  }

  private static void quiet(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out() + ran.err()).isEmpty();
  }

  private static String names(Stream<String> units) {
    return units.collect(Collectors.joining(" ./", "./", ""));
  }

  private static void generated(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out())
        .as(ran.err())
        .contains(
            of.profile().quadlets().stream()
                .map(it -> "---" + it.service() + "---")
                .toArray(String[]::new));
  }

  private static void stepEnvironment(Case of, Chroot.Ran ran) {
    var expected =
        StepEnvironment.of(of.profile(), PodmanVersion.find(of.chroot().podman())).toMap();
    assertThat(ran.out().lines())
        .as(ran.err())
        .containsAll(
            expected.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).toList());
  }

  /** The agent parses standard output, and standard error turns a step red. */
  private static void wrapper(Case of, Chroot.Ran ran) {
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out()).matches("podman version " + of.chroot().podman() + "\\.\\d+\n");
  }

  private static void link(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out()).isEqualTo(of.profile().agent().podmanSocket() + "\n");
  }

  private static void sudo(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).contains("/etc/sudoers.d/provision-agent: parsed OK");
    assertThat(ran.out()).contains("(ALL : ALL) NOPASSWD: ALL");
  }

  private static void sysctl(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines())
        .containsExactlyElementsOf(
            of.profile().kernel().sysctl().entrySet().stream()
                .map(it -> it.getKey() + " = " + it.getValue())
                .toList());
  }

  private static void modules(Case of, Chroot.Ran ran) {
    assertThat(ran.out().lines()).containsExactlyElementsOf(of.profile().kernel().modules());
  }

  private static void sources(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines())
        .containsAll(
            of.profile().packages().repositories().stream()
                .map(it -> it.uri() + " " + it.suite())
                .toList());
  }

  private static void pinned(Case of, Chroot.Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.err()).doesNotContain("W:", "E:");
    assertThat(ran.out()).contains("1.0 777\n", "http://" + of.server().repository());
  }

  private static String socket(Case of) {
    return of.profile().docker().socket().orElseThrow();
  }
}
