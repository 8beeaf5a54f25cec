package dev.provision.containers.pull;

import dev.provision.containers.NamedText;
import dev.provision.containers.Place;
import dev.provision.containers.PodmanVersion;
import dev.provision.containers.UnreadableException;
import dev.provision.containers.policy.PolicyFile;
import dev.provision.containers.policy.PolicyReader;
import dev.provision.containers.registries.RegistriesConf;
import dev.provision.containers.registries.RegistriesReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What an account's podman reads on a host. Of the files some hide others: newConfigWrapper in
 * sysregistriesv2 and defaultPolicyPath in signature of containers/image through podman 5,
 * storage/pkg/configfile from podman 6 on.
 */
public record HostFiles(String home, String uid, List<SeenFile> files) {
  private static final String SYSTEM = "/etc/containers";
  private static final String VENDOR = "/usr/share/containers";

  public HostFiles {
    files = List.copyOf(files);
  }

  /**
   * What is in force of the registries.conf files, and of the names that were once chosen.
   *
   * @throws UnreadableException when podman would refuse one
   */
  public RegistriesConf registries(PodmanVersion podman) {
    Optional<NamedText> main = main("registries.conf", podman).map(SeenFile::text);
    List<NamedText> dropIns =
        dropIns(podman).stream()
            .filter(it -> it.state() != SeenFile.State.DANGLING || !podman.atLeast(5, 4))
            .map(SeenFile::text)
            .toList();
    RegistriesConf read = RegistriesReader.merge(main, dropIns, podman);
    return at(home + "/.cache/containers/short-name-aliases.conf")
        .map(it -> RegistriesReader.readDropIn(it.text(), podman))
        .map(chosen -> read.with(RegistriesConf.EMPTY.withAliases(chosen.aliases())))
        .orElse(read);
  }

  /**
   * The one policy.json that counts.
   *
   * @throws UnreadableException when there is none, or podman would refuse it
   */
  public PolicyFile policy(PodmanVersion podman) {
    SeenFile file =
        main("policy.json", podman)
            .orElseThrow(
                () ->
                    new UnreadableException(
                        new Place(SYSTEM + "/policy.json", 1), "there is no policy.json"));
    return PolicyReader.read(file.text(), podman);
  }

  private Optional<SeenFile> main(String name, PodmanVersion podman) {
    return Stream.of(own(), SYSTEM, VENDOR)
        .filter(folder -> podman.atLeast(6, 0) || !folder.equals(VENDOR))
        .flatMap(folder -> at(folder + "/" + name).stream())
        .findFirst();
  }

  private List<SeenFile> dropIns(PodmanVersion podman) {
    if (podman.atLeast(6, 0)) {
      return masked();
    }
    boolean alone = at(own() + "/registries.conf").isPresent();
    var all = new ArrayList<SeenFile>();
    if (!alone) {
      all.addAll(in(SYSTEM + "/registries.conf.d"));
    }
    all.addAll(in(own() + "/registries.conf.d"));
    return all;
  }

  /** Of several with one name the last folder's counts, and names alone give the order. */
  private List<SeenFile> masked() {
    var byName = new TreeMap<String, SeenFile>();
    for (String folder : List.of(VENDOR, SYSTEM, own())) {
      for (String each :
          List.of(
              "/registries.conf.d",
              "/registries.rootless.conf.d",
              "/registries.rootless.conf.d/" + uid)) {
        in(folder + each).forEach(it -> byName.put(it.baseName(), it));
      }
    }
    return List.copyOf(byName.values());
  }

  private String own() {
    return home + "/.config/containers";
  }

  private List<SeenFile> in(String folder) {
    return files.stream()
        .filter(it -> it.folder().equals(folder))
        .sorted(Comparator.comparing(SeenFile::baseName))
        .toList();
  }

  private Optional<SeenFile> at(String path) {
    return files.stream().filter(it -> it.path().equals(path)).findFirst();
  }
}
