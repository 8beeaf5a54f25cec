package dev.provision.imports;

import dev.provision.containers.NamedText;
import dev.provision.profile.TomlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The storage driver: the account's own storage.conf, else what podman has chosen already. */
final class StorageSection implements Section {
  private static final String KEY = "storage.driver";
  private static final String SYSTEM = "/etc/containers/storage.conf";

  @Override
  public List<String> keys() {
    return List.of(KEY);
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    Optional<FoundFile> own = host.file(account.in(".config/containers/storage.conf"));
    Optional<String> driver =
        own.or(() -> host.file(SYSTEM))
            .flatMap(file -> sketch.text(file, KEY))
            .flatMap(text -> driver(text, own.isPresent(), sketch));
    List<String> stores = host.all("store").stream().map(it -> it.get(0)).sorted().toList();
    if (driver.isPresent()) {
      sketch.put(KEY, driver.get());
    } else if (!stores.isEmpty()) {
      sketch.put(KEY, stores.get(0));
      sketch.note(KEY, "no file names it; the account's store is of " + String.join(", ", stores));
    } else {
      sketch.note(KEY, "no file names it, and there is no store yet");
    }
  }

  private static Optional<String> driver(NamedText text, boolean own, Sketch sketch) {
    Optional<String> fault = Faults.placeInToml(text);
    if (fault.isPresent()) {
      sketch.fault(
          KEY, fault.get(), "is no TOML, and every podman command fails over it", "apply mends it");
      return Optional.empty();
    }
    if (!(TomlText.parse(text.text()).get("storage") instanceof Map<?, ?> storage)) {
      return Optional.empty();
    }
    if (own) {
      storage.forEach((key, value) -> tell(String.valueOf(key), value, text, sketch));
    }
    return storage.get("driver") instanceof String driver && !driver.isEmpty()
        ? Optional.of(driver)
        : Optional.empty();
  }

  private static void tell(String key, Object value, NamedText text, Sketch sketch) {
    if (key.equals("runroot") || key.equals("graphroot")) {
      sketch.fault(
          KEY,
          text.path(),
          "sets " + key + " to " + value + ", which a profile cannot say",
          "apply leaves it out; podman then takes the place that it chose when it first ran");
    } else if (!key.equals("driver")) {
      sketch.fault(
          KEY,
          text.path(),
          "sets storage." + key + ", which a profile cannot say",
          "apply leaves it out");
    }
  }
}
