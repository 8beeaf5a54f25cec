package dev.provision.cli;

import dev.provision.engine.ApplyResult;
import dev.provision.engine.DriftResult;
import dev.provision.engine.Generation;
import dev.provision.engine.Generations.RolledBack;
import dev.provision.engine.Inspection;
import dev.provision.engine.Maker;
import dev.provision.engine.Progress;
import dev.provision.engine.PullFiles;
import dev.provision.engine.Receipt;
import dev.provision.imports.Import;
import dev.provision.profile.Profile;
import dev.provision.transport.Transport;
import dev.provision.verify.Finding;
import dev.provision.verify.Selection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** What commands reach a host with; tests put a scripted one in its place. */
interface Workbench {

  /** Connects, at the latest when the first program is run. */
  Transport connect(Target target);

  /** The engine for one profile on one host. */
  HostWork work(Profile profile, Maker maker, Transport host, Progress progress);

  /** Ids of what verify looks at for a profile. */
  List<String> checks(Profile profile);

  /** The generations of a host, oldest first. */
  List<Generation> history(Transport host, Progress progress);

  /** What a host says that it is. */
  Optional<Receipt> receipt(Transport host);

  /** What podman of an account there reads before it pulls. */
  PullFiles pullFiles(Transport host, String account);

  /** Takes generations back; empty: the newest. */
  RolledBack rollBack(OptionalInt to, Transport host, Progress progress);

  /** The profile of a host that was set up by hand. */
  Import read(Transport host, String agent, String name, Maker maker, Progress progress);

  /** The engine as commands see it. */
  interface HostWork {
    Inspection plan();

    ApplyResult apply();

    DriftResult drift();

    List<Finding> verify(Selection selection);
  }
}
