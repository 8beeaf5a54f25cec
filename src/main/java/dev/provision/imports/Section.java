package dev.provision.imports;

import java.util.List;

/** One part of a profile, read from a host. */
interface Section {
  /** All of them, in the order of a profile. */
  List<Section> ALL =
      List.of(
          new AgentSection(),
          new SudoSection(),
          new EnvironmentSection(),
          new PackagesSection(),
          new RepositoriesSection(),
          new RegistriesSection(),
          new PolicySection(),
          new ContainersSection(),
          new StorageSection(),
          new DockerSection(),
          new SocketSection(),
          new KernelSection(),
          new UnitsSection());

  /** The keys that it sets, as the reference of keys has them. */
  List<String> keys();

  /** Puts what it finds into the sketch. */
  void read(FoundHost host, Account account, Sketch sketch);
}
