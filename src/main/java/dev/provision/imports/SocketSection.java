package dev.provision.imports;

import dev.provision.profile.UnitText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** podman's socket of the account, and what is delegated to the account's manager. */
final class SocketSection implements Section {
  private static final String DELEGATE = "socket.delegate";
  private static final String OURS = "/etc/systemd/system/user@.service.d/delegate.conf";
  private static final List<String> ALL = List.of("cpu", "cpuset", "io", "memory", "pids");

  @Override
  public List<String> keys() {
    return List.of("socket.enabled", DELEGATE);
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    boolean enabled = host.isEnabled("sockets.target.wants/podman.socket");
    sketch.put("socket.enabled", enabled);
    if (enabled && host.isEnabled("default.target.wants/podman.service")) {
      sketch.note(
          "socket.enabled",
          "podman.service is enabled, too; the socket starts it when it is asked");
    }
    var controllers = new ArrayList<String>();
    String manager = "/etc/systemd/system/user@" + account.uid() + ".service.d";
    Stream.concat(
            host.ownIn("/etc/systemd/system/user@.service.d").stream(),
            host.ownIn(manager).stream())
        .forEach(file -> readDropIn(file, controllers, sketch));
    sketch.put(DELEGATE, controllers.stream().distinct().sorted().toList());
    if (controllers.isEmpty()) {
      sketch.fault(
          DELEGATE,
          "/etc/systemd/system/user@.service.d",
          "nothing is delegated but what the distribution does, so limits such as --cpuset-cpus"
              + " fail without root",
          "leave this key out, and apply delegates all of " + String.join(", ", ALL));
    }
  }

  private static void readDropIn(FoundFile file, List<String> controllers, Sketch sketch) {
    sketch
        .text(file, DELEGATE)
        .map(text -> UnitText.parse(text.text()))
        .ifPresent(
            text ->
                text.values("Service", "Delegate")
                    .forEach(
                        value -> {
                          boolean yes = List.of("yes", "true", "on", "1").contains(value);
                          controllers.clear();
                          controllers.addAll(yes ? ALL : List.of(value.split("\\s+")));
                          if (!file.path().equals(OURS)) {
                            sketch.note(DELEGATE, "from " + file.path() + ", which stays");
                          }
                        }));
  }
}
