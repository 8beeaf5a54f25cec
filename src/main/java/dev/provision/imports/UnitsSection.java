package dev.provision.imports;

import dev.provision.profile.UnitText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Units of the account's own systemd, and Quadlets; systemd.unit(5), podman-systemd.unit(5). */
final class UnitsSection implements Section {
  private static final String OURS = "# Managed by provision";

  @Override
  public List<String> keys() {
    return List.of(
        "quadlet",
        "quadlet[].name",
        "quadlet[].content",
        "user-unit",
        "user-unit[].name",
        "user-unit[].content");
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    String admin = "/etc/containers/systemd/users";
    put(
        "quadlet",
        List.of(account.in(".config/containers/systemd"), admin + "/" + account.uid(), admin),
        host,
        sketch);
    put(
        "user-unit",
        List.of(account.in(".config/systemd/user"), "/etc/systemd/user"),
        host,
        sketch);
  }

  /** Of two of one name the first counts. */
  private static void put(String key, List<String> folders, FoundHost host, Sketch sketch) {
    var names = new ArrayList<String>();
    var units = new ArrayList<Map<String, String>>();
    for (String folder : folders) {
      for (FoundFile file : host.ownIn(folder)) {
        // A link is an alias, or the unit is masked.
        if (!file.isFolder() && !file.isLink() && !names.contains(file.name())) {
          names.add(file.name());
          sketch
              .text(file, key)
              .ifPresent(
                  text -> {
                    String content = content(text.text());
                    Optional<String> secret = Secrets.in(content);
                    if (secret.isPresent()) {
                      sketch.fault(
                          key,
                          file.path(),
                          "was not copied: " + secret.get() + " in it may be a secret",
                          "hand it over by EnvironmentFile= or as a secret of podman's, and say the"
                              + " unit here");
                      return;
                    }
                    units.add(Map.of("name", file.name(), "content", content));
                    tell(key, file, content, host, sketch);
                  });
        }
      }
    }
    sketch.put(key, units);
  }

  private static String content(String text) {
    String stripped = text.strip();
    int end = stripped.indexOf('\n');
    boolean ours = stripped.startsWith(OURS) && end > 0;
    return (ours ? stripped.substring(end).strip() : stripped) + "\n";
  }

  private static void tell(
      String key, FoundFile file, String content, FoundHost host, Sketch sketch) {
    if (file.path().contains("/.config/")) {
      sketch.fault(
          key,
          file.path(),
          "comes before the file that apply writes to /etc",
          "remove it once that is there");
    }
    boolean starts = UnitText.parse(content).starts();
    if (key.equals("user-unit") && starts && !host.isEnabled(file.name())) {
      sketch.note(
          key, file.name() + " is not enabled; apply enables it, for its [Install] says so");
    }
  }
}
