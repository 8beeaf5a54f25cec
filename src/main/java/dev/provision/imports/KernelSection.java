package dev.provision.imports;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Modules and parameters that somebody set; modules-load.d(5), sysctl.d(5). */
final class KernelSection implements Section {
  private static final String MODULES = "kernel.modules";
  private static final String SYSCTL = "kernel.sysctl";
  private static final Pattern SETTING = Pattern.compile("-?\\s*([^\\s=]+)\\s*=\\s*(.*?)\\s*");

  @Override
  public List<String> keys() {
    return List.of(MODULES, SYSCTL);
  }

  @Override
  public void read(FoundHost host, Account account, Sketch sketch) {
    var modules = new TreeSet<String>();
    Stream.concat(host.file("/etc/modules").stream(), host.ownIn("/etc/modules-load.d").stream())
        .forEach(file -> lines(file, MODULES, sketch).forEach(modules::add));
    sketch.put(MODULES, List.copyOf(modules));
    var settings = new TreeMap<String, String>();
    // systemd-sysctl reads /etc/sysctl.conf last, as 99-sysctl.conf.
    Stream.concat(host.ownIn("/etc/sysctl.d").stream(), host.file("/etc/sysctl.conf").stream())
        .forEach(file -> readSettings(file, settings, sketch));
    sketch.put(SYSCTL, settings);
  }

  private static void readSettings(
      FoundFile file, TreeMap<String, String> settings, Sketch sketch) {
    lines(file, SYSCTL, sketch)
        .forEach(
            line -> {
              Matcher setting = SETTING.matcher(line);
              if (setting.matches() && !setting.group(1).matches(".*[*?\\[].*")) {
                settings.put(dotted(setting.group(1)), setting.group(2));
              } else {
                sketch.fault(
                    SYSCTL,
                    file.path(),
                    "\"" + line + "\" was not taken",
                    "say here what is meant");
              }
            });
  }

  /** With the separator that comes first; sysctl.d(5). */
  private static String dotted(String key) {
    int dot = key.indexOf('.');
    int slash = key.indexOf('/');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    return slashes ? key.replace('.', '\0').replace('/', '.').replace('\0', '/') : key;
  }

  private static Stream<String> lines(FoundFile file, String key, Sketch sketch) {
    return sketch.text(file, key).stream()
        .flatMap(it -> it.text().lines())
        .map(String::strip)
        .filter(it -> !it.isEmpty() && !it.startsWith("#") && !it.startsWith(";"));
  }
}
