package dev.provision.vm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vm.Command.Result;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Hosts on which something is wrong: every command ends in time, says what it is, and leaves the
 * host as it was. {@code make test} tries some; {@code make faults} tries all.
 */
@Order(Integer.MAX_VALUE - 3)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(FaultMachine.Resolver.class)
@ResourceLock(FaultMachine.LOCK)
class TroubledHostIT {
  private static final String PROFILE = FaultMachine.PROFILE;
  private static final String AS_BEFORE = "the host is as before";

  /** Something for an apply to do on a runner. */
  private static final String LACKING = "rm /etc/containers/nodocker";

  private final FaultMachine machine;
  private final Lab lab;

  TroubledHostIT(FaultMachine machine) {
    this.machine = machine;
    this.lab = machine.lab();
  }

  @TestFactory
  Stream<DynamicTest> hosts() {
    Map<String, Survival.Trial> quick = new LinkedHashMap<>();
    quick.put("podman missing", () -> podmanIs("rm -f /usr/bin/podman"));
    quick.put("podman says nonsense", () -> podmanIs(podman("head -c 300000 /dev/urandom")));
    quick.put("podman fails", () -> podmanIs(podman("echo out of luck >&2; exit 1")));
    quick.put("podman hangs while files are checked", this::podmanHangsInACheckOfFiles);
    quick.put("sudo refuses midway", this::sudoRefusesMidway);
    quick.put("clock in 2015", () -> clockSays("2015-01-01"));
    quick.put("clock in 2040", () -> clockSays("2040-01-01"));
    quick.put("a long banner", () -> chatty(banner(200_000)));
    quick.put("a banner beyond sshd's own limit", () -> chatty(banner(3_000_000)));
    quick.put(
        "megabytes at each login",
        () -> chatty(login("head -c 5000000 /dev/zero | tr '\\0' x >&2; seq 700000")));
    quick.put("output that is never closed", () -> chatty(login("sleep 100000 &")));
    quick.put("a login that never ends", this::loginNeverEnds);
    quick.put("Ctrl-C at the client", this::interrupted);
    Map<String, Survival.Trial> slow = new LinkedHashMap<>();
    slow.put("podman hangs while the host is verified", this::podmanHangsInVerification);
    slow.put("apt's locks are held", this::aptIsLocked);
    slow.put("apt's lists are empty", this::aptListsAreEmpty);
    slow.put("apt's mirror drops everything", this::mirrorDropsEverything);
    slow.put("power cut while apt works", () -> aptIsHit(Fault.POWER_CUT));
    slow.put("connection cut while apt works", () -> aptIsHit(Fault.CONNECTION_CUT));
    slow.put("dpkg killed", this::dpkgIsKilled);
    return Sample.of("troubles", List.copyOf(quick.entrySet()), List.copyOf(slow.entrySet()))
        .map(
            trouble ->
                DynamicTest.dynamicTest(
                    trouble.getKey(),
                    () ->
                        Survival.of("a host with trouble", trouble.getKey(), trouble.getValue())));
  }

  // ---- podman

  private void podmanIs(String command) {
    lab.reset(FaultMachine.RUNNER);
    lab.shell().must(command + "; " + LACKING);
    assertRolledBack("podman");
  }

  private static String podman(String program) {
    return "rm /usr/bin/podman && printf '#!/bin/sh\\n%s\\n' '"
        + program.replace("'", "'\\''")
        + "' >/usr/bin/podman && chmod 0755 /usr/bin/podman";
  }

  private void podmanHangsInACheckOfFiles() {
    lab.reset(FaultMachine.RUNNER);
    lab.shell().must(podman("sleep 100001") + "; rm /etc/containers/containers.conf");
    assertRolledBack("podman --version\nit did not end in time");
    assertNobodySleeps();
  }

  private void podmanHangsInVerification() {
    lab.reset(FaultMachine.RUNNER);
    String hangs = "case $1 in --version) echo podman version 4.3.1 ;; *) sleep 100001 ;; esac";
    lab.shell().must(podman(hangs) + "; " + LACKING);
    assertRolledBack("ran out of time");
    assertNobodySleeps();
  }

  private void assertNobodySleeps() {
    assertThat(lab.shell().must("pgrep -fa '^(/bin/sh /usr/bin/podman|sleep 100001)'; true"))
        .isEmpty();
  }

  // ---- packages

  private void aptIsLocked() {
    lab.reset(FaultMachine.CLEAN);
    lab.shell()
        .must(
            "for f in /var/lib/apt/lists/lock /var/lib/dpkg/lock-frontend; do perl -e '"
                + "use Fcntl; open F, q(>>), $ARGV[0];"
                + " $lock = pack(q(s s x4 l! l! i x4), F_WRLCK, 0, 0, 0, 0);"
                + " fcntl(F, F_SETLK, $lock) or die; sleep 100000' $f"
                + " >/dev/null 2>&1 & done; sleep 2; [ $(pgrep -c perl) -eq 2 ]");
    assertRolledBack("Could not get lock /var/lib/");
  }

  /** As after a power cut; apt takes them for fresh. */
  private void aptListsAreEmpty() {
    lab.reset(FaultMachine.CLEAN);
    lab.shell().must("apt-get -qq update; for f in /var/lib/apt/lists/*Packages*; do : >$f; done");
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
  }

  /** Who wants in where the queue is full is not even refused. */
  private void mirrorDropsEverything() {
    lab.reset(FaultMachine.CLEAN);
    lab.shell()
        .must(
            "sed -i s/10.0.2.101/127.0.0.1:81/ /etc/apt/sources.list; perl -MIO::Socket::INET -e '"
                + "$l = IO::Socket::INET->new(LocalAddr => q(127.0.0.1:81), Listen => 1) or die;"
                + " @c = map { IO::Socket::INET->new(PeerAddr => q(127.0.0.1:81), Blocking => 0) }"
                + " 1..4; sleep 100000' >/dev/null 2>&1 & sleep 3");
    assertRolledBack("127.0.0.1:81");
  }

  private void aptIsHit(Fault fault) throws Exception {
    whileAptWorks(
        (client, line) -> {
          fault.strike(lab, client, line);
          assertThat(client.status()).as(client.said()).isIn(fault.statuses());
        },
        fault == Fault.POWER_CUT);
  }

  private void dpkgIsKilled() throws Exception {
    whileAptWorks(
        (client, line) -> {
          lab.shell().must("until pkill -9 -x dpkg; do :; done");
          assertThat(client.status()).as(client.said()).isEqualTo(3);
          assertThat(client.said()).contains(AS_BEFORE);
        },
        true);
  }

  private interface Strike {
    void at(Started client, Relay line) throws Exception;
  }

  /**
   * Packages are not taken back; the next apply makes them whole.
   *
   * @param broken whether some of them are half installed then; what goes on alone ends well
   */
  private void whileAptWorks(Strike strike, boolean broken) throws Exception {
    lab.reset(FaultMachine.CLEAN);
    try (var line = new Relay(lab.port())) {
      Started client = Started.of("apply", PROFILE, lab.target("packer", line.port()));
      client.await("[2/3]");
      lab.shell().must("until [ -e /usr/bin/crun ]; do sleep 0.1; done");
      strike.at(client, line);
    }
    machine.waitUntilNobodyWorks();
    assertThat(lab.shell().must("dpkg --audit").isEmpty()).as("nothing to mend").isEqualTo(!broken);
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    assertThat(lab.shell().must("dpkg --audit")).isEmpty();
  }

  // ---- sudo, clock, what a login says

  private void sudoRefusesMidway() throws Exception {
    lab.reset(FaultMachine.RUNNER);
    lab.shell().must(LACKING);
    String before = HostFiles.fingerprint(lab);
    Started client = Started.of("apply", PROFILE, lab.target("packer"));
    client.await("[1/");
    lab.shell().must("mv /etc/sudoers.d/packer /etc/sudoers /run");
    assertThat(client.status()).as(client.said()).isEqualTo(3);
    assertThat(client.said()).contains("sudo", AS_BEFORE);
    Result plan = Tool.on(lab, "plan", PROFILE);
    lab.shell().must("mv /run/packer /etc/sudoers.d/; mv /run/sudoers /etc/");
    assertThat(plan.status()).as(plan.everything()).isEqualTo(69);
    assertThat(plan.stderr()).contains("sudo does not let us become root");
    assertThat(HostFiles.fingerprint(lab)).isEqualTo(before);
  }

  private void clockSays(String date) {
    lab.reset(FaultMachine.RUNNER);
    lab.shell().must(LACKING + "; date -s " + date);
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isZero();
    Result history = machine.onHost("history");
    assertThat(history.stdout()).contains(date.substring(0, 4));
    Result plan = Tool.on(lab, "plan", PROFILE);
    assertThat(plan.status()).as(plan.everything()).isZero();
  }

  /** What the host says beside the answer does not matter. */
  private void chatty(String command) {
    lab.reset(FaultMachine.RUNNER);
    lab.shell().must(command);
    long start = System.nanoTime();
    Result plan = Tool.on(lab, "plan", PROFILE);
    assertThat(plan.status()).as(plan.everything()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(2));
  }

  private static String banner(int length) {
    return "head -c %d /dev/zero | tr '\\0' x | fold >/etc/ssh/banner".formatted(length)
        + " && echo Banner /etc/ssh/banner >>/etc/ssh/sshd_config && systemctl reload ssh";
  }

  /** Before the line that leaves when nobody types. */
  private static String login(String program) {
    return "sed -i \"1i %s\" /home/packer/.bashrc".formatted(program.replace("\\", "\\\\\\\\"));
  }

  private void loginNeverEnds() {
    lab.reset(FaultMachine.RUNNER);
    lab.shell().must(login("sleep 100000"));
    Result plan = Tool.on(lab, "plan", PROFILE);
    assertThat(plan.status()).as(plan.everything()).isEqualTo(69);
    assertThat(plan.stderr()).contains("no shell started a script within 120 s");
  }

  private void interrupted() throws Exception {
    lab.reset(FaultMachine.RUNNER);
    lab.shell().must(LACKING);
    String before = HostFiles.fingerprint(lab);
    Started client = Started.of("apply", PROFILE, lab.target("packer"));
    client.await("verifying");
    Fault.CLIENT_INTERRUPTED.strike(lab, client, null);
    assertThat(client.status()).isEqualTo(130);
    assertThat(client.said()).contains("the host takes back by itself");
    machine.waitUntilNobodyWorks();
    assertThat(HostFiles.fingerprint(lab)).isEqualTo(before);
    assertThat(lab.shell().must("ls -A /var/lib/provision")).doesNotContain("pending");
  }

  private void assertRolledBack(String message) {
    String before = HostFiles.fingerprint(lab);
    long start = System.nanoTime();
    Result apply = Tool.on(lab, "apply", PROFILE);
    assertThat(apply.status()).as(apply.everything()).isEqualTo(3);
    assertThat(apply.stderr()).contains(message, AS_BEFORE);
    assertThat(HostFiles.fingerprint(lab)).isEqualTo(before);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMinutes(6));
  }
}
